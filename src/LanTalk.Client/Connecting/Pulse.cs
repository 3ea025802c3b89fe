namespace LanTalk.Client.Connecting;

/// <summary>The result of a check of the pulse.</summary>
internal enum PulseNeed
{
    /// <summary>All is well.</summary>
    Nothing,

    /// <summary>Ask the other end for a sign of life.</summary>
    Ping,

    /// <summary>Break the connection: the other end is gone.</summary>
    Break,
}

/// <summary>
/// Knows when the other end of a connection was last heard, and whether it is still there. Silence counts only while somebody is reading: a reader
/// that is busy hears nothing. It has no timer; the frequency of the checks decides how exact it is.
/// </summary>
/// <param name="idle">How long a silence means that the other end is gone.</param>
/// <param name="mayBreak">Whether the other end is known to answer pings: otherwise its silence means nothing.</param>
/// <param name="time">The clock.</param>
internal sealed class Pulse(TimeSpan idle, bool mayBreak, TimeProvider time)
{
    /// <summary>If there was no check for longer than this, the machine was asleep, and the connection may be long gone.</summary>
    public static readonly TimeSpan Sleep = TimeSpan.FromSeconds(30);

    /// <summary>The time for an answer after a sleep.</summary>
    public static readonly TimeSpan Probe = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly TimeSpan _interval = idle / 3;
    private long _silentSince = time.GetTimestamp();
    private long _pingedAt = time.GetTimestamp();
    private long _lookedAt = time.GetTimestamp();
    private DateTimeOffset _lookedAtWall = time.GetUtcNow();
    private bool _isListening;
    private bool _isProbing;

    /// <summary>How long a silence means that the other end is gone.</summary>
    public TimeSpan Idle => idle;

    /// <summary>A reader starts waiting.</summary>
    public void Listen()
    {
        lock (_gate)
        {
            _isListening = true;
            _silentSince = time.GetTimestamp();
        }
    }

    /// <summary>Something was received.</summary>
    public void Heard()
    {
        lock (_gate)
        {
            _isListening = false;
            _isProbing = false;
        }
    }

    /// <summary>Checks the pulse.</summary>
    public PulseNeed Look()
    {
        lock (_gate)
        {
            var wasAsleep = IsAsleep();
            _lookedAt = time.GetTimestamp();
            _lookedAtWall = time.GetUtcNow();
            if (wasAsleep)
            {
                _isProbing = true;
                _silentSince = _pingedAt = _lookedAt;
                return PulseNeed.Ping;
            }

            if (mayBreak && _isListening && time.GetElapsedTime(_silentSince, _lookedAt) >= (_isProbing ? Probe : idle))
            {
                return PulseNeed.Break;
            }

            if (time.GetElapsedTime(_pingedAt, _lookedAt) < _interval)
            {
                return PulseNeed.Nothing;
            }

            _pingedAt = _lookedAt;
            return PulseNeed.Ping;
        }
    }

    // Both clocks: one does not run while the machine sleeps, the other is sometimes set.
    private bool IsAsleep() => time.GetElapsedTime(_lookedAt) > Sleep || time.GetUtcNow() - _lookedAtWall > Sleep;
}
