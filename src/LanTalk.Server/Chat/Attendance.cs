using LanTalk.Protocol.Messages;
using LanTalk.Server.Clock;
using LanTalk.Server.Configuration;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Chat;

/// <summary>
/// Tells the room who comes and goes: one by one where people know each other; in a crowd, once a second how many it was.
/// A thousand arrivals told one by one would be a million lines.
/// </summary>
internal sealed class Attendance : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly LanTalkServerOptions _options;
    private readonly Room _room;
    private readonly SessionRegistry _sessions;
    private readonly ServerClock _clock;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private int _joined;
    private int _left;

    public Attendance(LanTalkServerOptions options, RoomRegistry rooms, SessionRegistry sessions, ServerClock clock, TimeProvider time)
    {
        _options = options;
        _room = rooms.Lobby;
        _sessions = sessions;
        _clock = clock;
        _timer = time.CreateTimer(_ => TellSum(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A session has come; it is registered.</summary>
    public void Joined(Session session)
    {
        if (!TryFold(ref _joined))
        {
            // Not to the user, who is about to take its place in the room behind this.
            Tell(SystemEvents.Join, session.Name, $"{session.Name} joined from {session.Address}.");
        }
    }

    /// <summary>A session goes; it is still registered.</summary>
    public void Left(Session session)
    {
        if (!TryFold(ref _left))
        {
            Tell(SystemEvents.Leave, session.Name, $"{session.Name} {session.Departure}.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private bool TryFold(ref int count)
    {
        if (_options.AnnounceLimit == 0 || _sessions.Count <= _options.AnnounceLimit)
        {
            return false;
        }

        lock (_gate)
        {
            if (_joined + _left == 0)
            {
                _timer.Change(Interval, Timeout.InfiniteTimeSpan);
            }

            count++;
            return true;
        }
    }

    private void TellSum()
    {
        int joined, left;
        lock (_gate)
        {
            (joined, left, _joined, _left) = (_joined, _left, 0, 0);
        }

        string?[] parts = [joined > 0 ? $"{joined} joined" : null, left > 0 ? $"{left} left" : null];
        Tell(SystemEvents.Crowd, null, $"{string.Join(", ", parts.OfType<string>())}; {_sessions.Count} are online.");
    }

    private void Tell(string kind, string? user, string text)
    {
        _room.Tell(new SystemMessage(_clock.Now, text, kind, user));
        _room.Wake();
    }
}
