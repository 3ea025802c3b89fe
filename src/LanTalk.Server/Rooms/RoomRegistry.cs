using LanTalk.Protocol;
using LanTalk.Server.Configuration;
using LanTalk.Server.History;

namespace LanTalk.Server.Rooms;

/// <summary>The rooms there are. The lobby is always there; another one from its first visitor on, and for good once something was said in it.</summary>
internal sealed class RoomRegistry
{
    private readonly LanTalkServerOptions _options;
    private readonly IRoomStore _store;
    private readonly StoreFaults _faults;
    private readonly RoomMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _rooms = new(StringComparer.Ordinal);

    public RoomRegistry(LanTalkServerOptions options, IRoomStore store, StoreFaults faults, RoomMetrics metrics, TimeProvider time)
    {
        (_options, _store, _faults, _metrics, _time) = (options, store, faults, metrics, time);
        Lobby = Add(RoomName.Lobby).Room;
        foreach (var name in store.ReadNames().Where(name => name != RoomName.Lobby))
        {
            Add(name);
        }
    }

    /// <summary>The room that every newcomer comes into.</summary>
    public Room Lobby { get; }

    /// <summary>The rooms with their numbers of visitors, the lobby first, then by name.</summary>
    public IReadOnlyList<(Room Room, int Visitors)> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _rooms.Values
                    .OrderBy(entry => entry.Room != Lobby)
                    .ThenBy(entry => entry.Room.Name, StringComparer.Ordinal)
                    .Select(entry => (entry.Room, entry.Visitors))];
            }
        }
    }

    /// <summary>A room, for one visitor more; it is made if need be. Null if there are as many as there may be.</summary>
    /// <exception cref="StoreException">It cannot be made.</exception>
    public Room? Enter(string name)
    {
        lock (_gate)
        {
            if (!_rooms.TryGetValue(name, out var entry))
            {
                if (_options.MaxRooms > 0 && _rooms.Count >= _options.MaxRooms)
                {
                    return null;
                }

                entry = Add(name);
            }

            entry.Visitors++;
            return entry.Room;
        }
    }

    /// <summary>One visitor less. A room in which nothing was ever said goes with its last one.</summary>
    public void Exit(Room room)
    {
        lock (_gate)
        {
            if (--_rooms[room.Name].Visitors > 0)
            {
                return;
            }
        }

        // Not before what its visitors said last is in it.
        room.Then(() => Forget(room));
    }

    /// <summary>Completes when all that was posted so far in any room is dealt with.</summary>
    public Task FlushAsync() => Task.WhenAll(All.Select(entry => entry.Room.FlushAsync()));

    private void Forget(Room room)
    {
        lock (_gate)
        {
            if (room != Lobby && room.IsNew && _rooms.TryGetValue(room.Name, out var entry) && entry is { Visitors: 0 } && entry.Room == room)
            {
                _rooms.Remove(room.Name);
            }
        }
    }

    private Entry Add(string name) => _rooms[name] = new Entry(new Room(name, _store, _faults, _metrics, _time));

    private sealed class Entry(Room room)
    {
        public Room Room { get; } = room;

        public int Visitors { get; set; }
    }
}
