using LanTalk.Server.Clock;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Chat;

/// <summary>
/// Tells the sessions that asked who is in a room, and once a second what changed. It follows the members themselves and not what rooms are
/// told, so it is exact in a crowd, too. A room that nobody asks about costs nothing.
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

    /// <summary>A session asks who is in a room that it is in. Called by its read side.</summary>
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

    /// <summary>A session is no longer in a room.</summary>
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
