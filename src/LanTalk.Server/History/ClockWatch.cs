namespace LanTalk.Server.History;

/// <summary>
/// Notices that the clock was set: it has advanced by more or less than the elapsed time. After a large step the clock is not trusted for a day, in
/// which it can be corrected. A clock that is far from the newest message at the start is not trusted either, because nobody watched it since then.
/// Used by one thread at a time.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="newest">The time of the newest message; null if there is none.</param>
internal sealed class ClockWatch(TimeProvider time, DateTimeOffset? newest)
{
    private static readonly TimeSpan Noticeable = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private DateTimeOffset _now = time.GetUtcNow();
    private long _timestamp = time.GetTimestamp();

    // The total distance it was set since it was last trusted, and when it ceased to be trusted.
    private TimeSpan _distance = newest is { } at ? time.GetUtcNow() - at : TimeSpan.Zero;
    private long _distrustedAt;

    /// <summary>Whether ages may be computed from it.</summary>
    public bool IsTrusted { get; private set; } = true;

    /// <summary>How far it was ahead of the newest message at the start; negative if it was behind.</summary>
    public TimeSpan AheadAtStart { get; } = newest is { } at ? time.GetUtcNow() - at : TimeSpan.Zero;

    /// <summary>How far it was set since the last call: negative if back; zero for less than a minute.</summary>
    public TimeSpan Look()
    {
        var (now, timestamp) = (time.GetUtcNow(), time.GetTimestamp());
        var step = now - _now - time.GetElapsedTime(_timestamp, timestamp);
        if (step.Duration() < Noticeable)
        {
            // Not forgotten: many small steps add up to a large one.
            step = TimeSpan.Zero;
        }
        else
        {
            (_now, _timestamp) = (now, timestamp);
            _distance += step;
        }

        Judge(timestamp);
        return step;
    }

    private void Judge(long timestamp)
    {
        var isFar = _distance.Duration() > Day;
        if (IsTrusted && isFar)
        {
            _distrustedAt = timestamp;
        }

        IsTrusted = !isFar || time.GetElapsedTime(_distrustedAt, timestamp) >= Day;
        if (IsTrusted)
        {
            _distance = TimeSpan.Zero;
        }
    }
}
