using System.Numerics;

namespace LanTalk.Server.Metrics;

/// <summary>A histogram of durations, with bucket bounds that double from a microsecond on. Thread-safe.</summary>
internal sealed class DurationBuckets
{
    // 2^31 µs is over half an hour, longer than anything here takes.
    private readonly long[] _counts = new long[32];

    /// <summary>Counts a duration.</summary>
    public void Add(TimeSpan duration) =>
        Interlocked.Increment(ref _counts[BitOperations.Log2((uint)Math.Clamp(duration.TotalMicroseconds, 1, int.MaxValue))]);

    /// <summary>An upper bound that a share (0 to 1) of the durations stayed below; zero if there are none.</summary>
    public TimeSpan Percentile(double share)
    {
        var missing = _counts.Sum() * share;
        for (var i = 0; i < _counts.Length; i++)
        {
            missing -= _counts[i];
            if (missing <= 0 && _counts[i] > 0)
            {
                return TimeSpan.FromMicroseconds(2L << i);
            }
        }

        return TimeSpan.Zero;
    }
}
