using System.Numerics;

namespace LanTalk.Server.Metrics;

/// <summary>How often a duration was about so long, in steps of a factor of two from a microsecond on. Written by any thread.</summary>
internal sealed class DurationBuckets
{
    // 2^31 µs is over half an hour: nothing here takes longer.
    private readonly long[] _counts = new long[32];

    /// <summary>Counts a duration.</summary>
    public void Add(TimeSpan duration) =>
        Interlocked.Increment(ref _counts[BitOperations.Log2((uint)Math.Clamp(duration.TotalMicroseconds, 1, int.MaxValue))]);

    /// <summary>A bound that a share of the durations, 0 to 1, kept; zero if there were none.</summary>
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
