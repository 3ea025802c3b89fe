using HdrHistogram;

namespace LanTalk.Benchmarks.Load;

/// <summary>The result of one run of the load generator.</summary>
/// <param name="Deliveries">Texts received, over all connections.</param>
/// <param name="Elapsed">How long it ran.</param>
/// <param name="OwnCpu">The processor time used by the generator itself.</param>
internal sealed record LoadResult(long Deliveries, TimeSpan Elapsed, TimeSpan OwnCpu)
{
    /// <summary>Texts sent.</summary>
    public long Texts { get; init; }

    /// <summary>How long each delivery took, in timestamps of the time provider; null if it was not measured.</summary>
    public LongHistogram? Latencies { get; init; }

    /// <summary>Deliveries a second.</summary>
    public double Rate => Deliveries / Elapsed.TotalSeconds;

    /// <summary>The share of time that the generator was busy; near 1 it may be what limits the run.</summary>
    public double OwnShare => OwnCpu / Elapsed;
}
