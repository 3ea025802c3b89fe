namespace LanTalk.Client.Connecting;

/// <summary>What a look at the pulse asks for.</summary>
internal enum PulseNeed
{
    /// <summary>All is well.</summary>
    Nothing,

    /// <summary>To ask the other end for a sign of life.</summary>
    Ping,

    /// <summary>To break the connection: the other end is gone.</summary>
    Break,
}

/// <summary>
/// Knows when the other end of a connection was heard last, and whether it is still there. Silence counts only while somebody listens: a reader
/// that is busy itself hears nothing. It has no timer; who looks at it often decides how exact it is.
/// </summary>
/// <param name="idle">So long a silence means that the other end is gone.</param>
/// <param name="mayBreak">Whether the other end is known to answer pings: else its silence means nothing.</param>
/// <param name="time">The clock.</param>
internal sealed class Pulse(TimeSpan idle, bool mayBreak, TimeProvider time)
{
    /// <summary>Who was not looked after for longer than this was asleep, and the connection may be long gone.</summary>
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

    /// <summary>Somebody begins to wait for what comes.</summary>
    public void Listen()
    {
        lock (_gate)
        {
            _isListening = true;
            _silentSince = time.GetTimestamp();
        }
    }

    /// <summary>Something came.</summary>
    public void Heard()
    {
        lock (_gate)
        {
            _isListening = false;
            _isProbing = false;
        }
    }

    /// <summary>What is to be done now.</summary>
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

    // Both clocks: the one does not run while the machine sleeps, the other is set now and then.
    private bool IsAsleep() => time.GetElapsedTime(_lookedAt) > Sleep || time.GetUtcNow() - _lookedAtWall > Sleep;
}
