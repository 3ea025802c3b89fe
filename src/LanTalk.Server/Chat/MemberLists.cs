using LanTalk.Server.Clock;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Chat;

/// <summary>
/// Sends a room's member list to the sessions that asked for it, and the changes once a second. It follows the members themselves and not the
/// announcements, so it is exact in a crowd too. A room whose list nobody asked for costs nothing.
/// </summary>
internal sealed class MemberLists : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ServerClock _clock;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly Dictionary<Room, MemberWatch> _watches = [];

    public MemberLists(ServerClock clock, TimeProvider time)
    {
        _clock = clock;
        _timer = time.CreateTimer(_ => Tell(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Subscribes a session to the list of a room it is in. Called by its read side.</summary>
    public void Ask(Session session, Room room)
    {
        lock (_gate)
        {
            if (!_watches.TryGetValue(room, out var watch))
            {
                if (_watches.Count == 0)
                {
                    _timer.Change(Interval, Interval);
                }

                watch = _watches[room] = new MemberWatch(room, _clock);
            }

            watch.Ask(session);
        }
    }

    /// <summary>Unsubscribes a session that left a room.</summary>
    public void Forget(Session session, Room room)
    {
        lock (_gate)
        {
            if (_watches.TryGetValue(room, out var watch))
            {
                watch.Forget(session);
                RemoveIfEmpty(room, watch);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Tell()
    {
        lock (_gate)
        {
            foreach (var (room, watch) in _watches.ToArray())
            {
                watch.Tell();
                RemoveIfEmpty(room, watch);
            }
        }
    }

    private void RemoveIfEmpty(Room room, MemberWatch watch)
    {
        if (watch.IsEmpty)
        {
            room.Members.Unwatch();
            _watches.Remove(room);
        }

        if (_watches.Count == 0)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
