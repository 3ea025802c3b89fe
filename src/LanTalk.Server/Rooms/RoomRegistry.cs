using LanTalk.Protocol.Names;
using LanTalk.Server.Clock;
using LanTalk.Server.Configuration;
using LanTalk.Server.History;
using LanTalk.Server.Users;

namespace LanTalk.Server.Rooms;

/// <summary>The rooms there are. The lobby is always there; another one from its first member on, and for good once something was said in it.</summary>
internal sealed class RoomRegistry
{
    private readonly LanTalkServerOptions _options;
    private readonly IRoomStore _store;
    private readonly RoomFaults _faults;
    private readonly RoomMetrics _metrics;
    private readonly ServerClock _clock;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _rooms = new(StringComparer.Ordinal);

    public RoomRegistry(LanTalkServerOptions options, IRoomStore store, RoomFaults faults, RoomMetrics metrics, ServerClock clock, TimeProvider time)
    {
        (_options, _store, _faults, _metrics, _clock, _time) = (options, store, faults, metrics, clock, time);
        Lobby = OpenAtStart(RoomName.Lobby);
        foreach (var name in store.ReadNames().Where(name => name != RoomName.Lobby))
        {
            OpenAtStart(name);
        }
    }

    /// <summary>The room that every newcomer comes into.</summary>
    public Room Lobby { get; }

    /// <summary>The rooms, the lobby first, then by name.</summary>
    public IReadOnlyList<Room> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _rooms.Values
                    .Select(entry => entry.Room)
                    .OfType<Room>()
                    .OrderBy(room => room != Lobby)
                    .ThenBy(room => room.Name, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>How many users are in a room; in the lobby, the server's name counts.</summary>
    public int CountUsers(Room room) => room.Members.Count + (room == Lobby ? 1 : 0);

    /// <summary>
    /// A room, of which the user is a member from now on; it is made if need be. Null if there are as many as there may be. Only those who come to a room wait
    /// until its store has opened it.
    /// </summary>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    public ValueTask<Room?> EnterAsync(string name, User user, bool mayCreate = true) => OpenAsync(name, mayCreate, entry => entry.Members.Add(user));

    /// <summary>A room for somebody who follows it and is no member; otherwise as <see cref="EnterAsync"/>.</summary>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    public ValueTask<Room?> FollowAsync(string name) => OpenAsync(name, mayCreate: true, entry => entry.Followers++);

    /// <summary>The user is no member of the room any more. A room in which nothing was ever said goes with the last one who is in it or follows it.</summary>
    public void Exit(Room room, User user)
    {
        room.Members.Remove(user);
        ForgetIfLeft(room);
    }

    /// <summary>Ends what <see cref="FollowAsync"/> began.</summary>
    public void Unfollow(Room room)
    {
        lock (_gate)
        {
            if (_rooms.GetValueOrDefault(room.Name) is { } entry)
            {
                entry.Followers--;
            }
        }

        ForgetIfLeft(room);
    }

    /// <summary>Completes when all that was posted so far in any room is dealt with.</summary>
    public Task FlushAsync() => Task.WhenAll(All.Select(room => room.FlushAsync()));

    private async ValueTask<Room?> OpenAsync(string name, bool mayCreate, Action<Entry> come)
    {
        Entry? entry;
        var isNew = false;
        lock (_gate)
        {
            if (!_rooms.TryGetValue(name, out entry))
            {
                if (!mayCreate || (_options.MaxRooms > 0 && _rooms.Count >= _options.MaxRooms))
                {
                    return null;
                }

                isNew = true;
                _rooms[name] = entry = new Entry();
            }

            come(entry);
        }

        if (isNew)
        {
            await OpenAsync(name, entry);
        }

        return entry.Room ?? await entry.Opening.Task;
    }

    private void ForgetIfLeft(Room room)
    {
        if (room != Lobby && room.Members.Count == 0)
        {
            // Not before what its members said last is in it.
            room.Then(() => Forget(room));
        }
    }

    private void Forget(Room room)
    {
        lock (_gate)
        {
            if (room.IsNew && room.Members.Count == 0 && _rooms.GetValueOrDefault(room.Name) is { Followers: 0 } entry && entry.Room == room)
            {
                _rooms.Remove(room.Name);
            }
        }
    }

    private async Task OpenAsync(string name, Entry entry)
    {
        try
        {
            var room = RoomOf(name, await _store.OpenAsync(name), entry.Members);
            lock (_gate)
            {
                entry.Room = room;
            }

            entry.Opening.SetResult(room);
        }
        catch (Exception e)
        {
            // Everybody who waits for it is told; the next one tries anew.
            lock (_gate)
            {
                _rooms.Remove(name);
            }

            entry.Opening.SetException(e);
        }
    }

    // Nobody is served yet, so nobody is kept waiting.
    private Room OpenAtStart(string name)
    {
        var entry = _rooms[name] = new Entry();
        return entry.Room = RoomOf(name, _store.OpenAsync(name).AsTask().GetAwaiter().GetResult(), entry.Members);
    }

    private Room RoomOf(string name, RoomHead head, RoomMembers members) =>
        new(name, head, _store, _faults, _metrics, _clock, _time) { Members = members };

    private sealed class Entry
    {
        /// <summary>Null until it is opened.</summary>
        public Room? Room { get; set; }

        public TaskCompletionSource<Room> Opening { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Those of the room, and those who wait for it to be opened.</summary>
        public RoomMembers Members { get; } = new();

        /// <summary>How many follow it without being members; it stays as long as one does.</summary>
        public int Followers { get; set; }
    }
}
