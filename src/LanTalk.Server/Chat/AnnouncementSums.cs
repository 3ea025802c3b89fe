using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;
using LanTalk.Server.Clock;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Chat;

/// <summary>Counts the joins and leaves of each room, and announces the totals once a second.</summary>
internal sealed class AnnouncementSums : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly RoomRegistry _rooms;
    private readonly SessionRegistry _sessions;
    private readonly ServerClock _clock;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private Dictionary<Room, (int Joined, int Left)> _sums = [];

    public AnnouncementSums(RoomRegistry rooms, SessionRegistry sessions, ServerClock clock, TimeProvider time)
    {
        (_rooms, _sessions, _clock) = (rooms, sessions, clock);
        _timer = time.CreateTimer(_ => Tell(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Counts a join.</summary>
    public void Joined(Room room) => Add(room, 1, 0);

    /// <summary>Counts a leave.</summary>
    public void Left(Room room) => Add(room, 0, 1);

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Add(Room room, int joined, int left)
    {
        lock (_gate)
        {
            if (_sums.Count == 0)
            {
                _timer.Change(Interval, Timeout.InfiniteTimeSpan);
            }

            var sum = _sums.GetValueOrDefault(room);
            _sums[room] = (sum.Joined + joined, sum.Left + left);
        }
    }

    private void Tell()
    {
        Dictionary<Room, (int Joined, int Left)> sums;
        lock (_gate)
        {
            (sums, _sums) = (_sums, []);
        }

        foreach (var (room, sum) in sums)
        {
            var present = room == _rooms.Lobby
                ? $"{Counted.Of(_sessions.Online, "is", "are")} online"
                : $"{Counted.Of(room.Members.Count, "is", "are")} in {room.Name}";
            string?[] parts = [sum.Joined > 0 ? $"{sum.Joined} joined" : null, sum.Left > 0 ? $"{sum.Left} left" : null];
            room.Tell(new SystemMessage(_clock.Now, $"{string.Join(", ", parts.OfType<string>())}; {present}.", SystemEvents.Crowd));
            room.Wake();
        }
    }
}
