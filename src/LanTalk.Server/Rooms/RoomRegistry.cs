using LanTalk.Protocol.Names;
using LanTalk.Server.Clock;
using LanTalk.Server.Configuration;
using LanTalk.Server.History;
using LanTalk.Server.Users;

namespace LanTalk.Server.Rooms;

/// <summary>All rooms. The lobby always exists; another room exists from its first member on, and for good once something was said in it.</summary>
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

    // One room for each NameKey.Of, which is enough for names in lower case. Rooms from before this rule may look alike; one of them is here.
    private readonly Dictionary<string, string> _alike = new(StringComparer.Ordinal);

    public RoomRegistry(LanTalkServerOptions options, IRoomStore store, RoomFaults faults, RoomMetrics metrics, ServerClock clock, TimeProvider time)
    {
        (_options, _store, _faults, _metrics, _clock, _time) = (options, store, faults, metrics, clock, time);
        Lobby = OpenAtStart(RoomName.Lobby);
        foreach (var name in store.ReadNames().Where(name => name != RoomName.Lobby))
        {
            OpenAtStart(name);
        }
    }

    /// <summary>The room that every newcomer enters.</summary>
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

    /// <summary>A room that is open; null if there is none of this name.</summary>
    public Room? Find(string name)
    {
        lock (_gate)
        {
            return _rooms.GetValueOrDefault(name)?.Room;
        }
    }

    /// <summary>How many users are in a room; in the lobby, the server's name counts.</summary>
    public int CountUsers(Room room) => room.Members.Count + (room == Lobby ? 1 : 0);

    /// <summary>
    /// Adds a user to a room, which is created if need be, unless there are too many rooms or another one looks like it. Only users who enter a room wait
    /// for its store to open it.
    /// </summary>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    public ValueTask<OpenedRoom> EnterAsync(string name, User user, bool mayCreate = true) => OpenAsync(name, mayCreate, entry => entry.Members.Add(user));

    /// <summary>Opens a room for a reader that is not a member; otherwise like <see cref="EnterAsync"/>.</summary>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    public ValueTask<OpenedRoom> FollowAsync(string name) => OpenAsync(name, mayCreate: true, entry => entry.Followers++);

    /// <summary>Removes a user from a room. A room in which nothing was ever said is removed with its last member or follower.</summary>
    public void Exit(Room room, User user)
    {
        room.Members.Remove(user);
        ForgetIfLeft(room);
    }

    /// <summary>Reverses <see cref="FollowAsync"/>.</summary>
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

    /// <summary>Completes when everything posted so far in any room is settled.</summary>
    public Task FlushAsync() => Task.WhenAll(All.Select(room => room.FlushAsync()));

    private async ValueTask<OpenedRoom> OpenAsync(string name, bool mayCreate, Action<Entry> come)
    {
        Entry? entry;
        var isNew = false;
        lock (_gate)
        {
            if (!_rooms.TryGetValue(name, out entry))
            {
                var alike = _alike.GetValueOrDefault(NameKey.Of(name));
                if (alike is not null || !mayCreate || (_options.MaxRooms > 0 && _rooms.Count >= _options.MaxRooms))
                {
                    return new OpenedRoom(null, alike);
                }

                isNew = true;
                entry = AddLocked(name);
            }

            come(entry);
        }

        if (isNew)
        {
            await OpenAsync(name, entry);
        }

        return new OpenedRoom(entry.Room ?? await entry.Opening.Task);
    }

    private void ForgetIfLeft(Room room)
    {
        if (room != Lobby && room.Members.Count == 0)
        {
            // Only after its members' last posts are settled.
            room.Then(() => Forget(room));
        }
    }

    private void Forget(Room room)
    {
        lock (_gate)
        {
            if (room.IsNew && room.Members.Count == 0 && _rooms.GetValueOrDefault(room.Name) is { Followers: 0 } entry && entry.Room == room)
            {
                RemoveLocked(room.Name);
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
            // All callers that wait for it get the exception; the next call tries again.
            lock (_gate)
            {
                RemoveLocked(name);
            }

            entry.Opening.SetException(e);
        }
    }

    // Blocking is fine at the start, when nobody is served yet.
    private Room OpenAtStart(string name)
    {
        var entry = AddLocked(name);
        return entry.Room = RoomOf(name, _store.OpenAsync(name).AsTask().GetAwaiter().GetResult(), entry.Members);
    }

    private Entry AddLocked(string name)
    {
        _alike.TryAdd(NameKey.Of(name), name);
        return _rooms[name] = new Entry();
    }

    private void RemoveLocked(string name)
    {
        _rooms.Remove(name);
        if (NameKey.Of(name) is var key && _alike.GetValueOrDefault(key) == name)
        {
            _alike.Remove(key);
        }
    }

    private Room RoomOf(string name, RoomHead head, RoomMembers members) =>
        new(name, head, _store, _faults, _metrics, _clock, _time) { Members = members };

    private sealed class Entry
    {
        /// <summary>Null until it is opened.</summary>
        public Room? Room { get; set; }

        public TaskCompletionSource<Room> Opening { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>The room's members, including users who wait for it to be opened.</summary>
        public RoomMembers Members { get; } = new();

        /// <summary>How many follow it without being members; it exists as long as there is one.</summary>
        public int Followers { get; set; }
    }
}
