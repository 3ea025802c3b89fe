using HdrHistogram;

namespace LanTalk.Benchmarks.Reports;

/// <summary>From a text's due time until a receiver had it, over all receivers, in milliseconds.</summary>
internal sealed record LatencyReport(double P50, double P99, double P999, double Max)
{
    public static LatencyReport From(LongHistogram latencies, TimeProvider time)
    {
        return new LatencyReport(At(50), At(99), At(99.9), At(100));

        double At(double percent) => latencies.GetValueAtPercentile(percent) * 1000.0 / time.TimestampFrequency;
    }

    /// <summary>The median of several, figure by figure.</summary>
    public static LatencyReport Median(IReadOnlyList<LatencyReport> runs) => new(
        Report.Median(runs, run => run.P50),
        Report.Median(runs, run => run.P99),
        Report.Median(runs, run => run.P999),
        Report.Median(runs, run => run.Max));
}
