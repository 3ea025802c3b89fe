namespace LanTalk.Server.History;

/// <summary>
/// Notices that the clock was set: it has moved on by more, or by less, than the time that has passed. After a great step it is not trusted for a
/// day, in which it can be set right. Nor is one that is far from the newest message at the start: nobody has watched it since then. Used by one
/// thread at a time.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="newest">When the newest message was posted; null if there is none.</param>
internal sealed class ClockWatch(TimeProvider time, DateTimeOffset? newest)
{
    private static readonly TimeSpan Noticeable = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private DateTimeOffset _now = time.GetUtcNow();
    private long _timestamp = time.GetTimestamp();

    // How far it was set in all since it was trusted last, and when it was not any more.
    private TimeSpan _distance = newest is { } at ? time.GetUtcNow() - at : TimeSpan.Zero;
    private long _distrustedAt;

    /// <summary>Whether ages may be told by it.</summary>
    public bool IsTrusted { get; private set; } = true;

    /// <summary>By how much it was ahead of the newest message at the start; behind it, if that is negative.</summary>
    public TimeSpan AheadAtStart { get; } = newest is { } at ? time.GetUtcNow() - at : TimeSpan.Zero;

    /// <summary>By how much it was set since the last look: forward, or back if that is negative; zero for less than a minute.</summary>
    public TimeSpan Look()
    {
        var (now, timestamp) = (time.GetUtcNow(), time.GetTimestamp());
        var step = now - _now - time.GetElapsedTime(_timestamp, timestamp);
        if (step.Duration() < Noticeable)
        {
            // Not forgotten: many small steps are a great one.
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
