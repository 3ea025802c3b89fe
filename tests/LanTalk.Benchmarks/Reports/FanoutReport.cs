using HdrHistogram;

namespace LanTalk.Benchmarks.Reports;

/// <summary>What was measured of one server in one run.</summary>
internal sealed record FanoutReport
{
    public required string Server { get; init; }

    public required int Receivers { get; init; }

    /// <summary>From the start of the process until it took a connection.</summary>
    public required double StartUpMilliseconds { get; init; }

    /// <summary>From the first connection until all were logged in, opened as fast as the generator can.</summary>
    public required double ConnectSeconds { get; init; }

    /// <summary>Resident memory that all connections cost, divided by their number.</summary>
    public required long BytesPerIdleConnection { get; init; }

    /// <summary>Processor time while nobody speaks, in percent of one core.</summary>
    public required double IdleCpuPercent { get; init; }

    public required double DeliveriesPerSecond { get; init; }

    public required double DeliveriesPerCpuSecond { get; init; }

    /// <summary>How many cores the server took while saturated.</summary>
    public required double ServerCores { get; init; }

    /// <summary>How many cores the generator took meanwhile; it has one thread.</summary>
    public required double GeneratorCores { get; init; }

    /// <summary>Null if the load was not paced.</summary>
    public required LatencyReport? Latency { get; init; }

    /// <summary>Whether every receiver saw all texts of all senders in one and the same order.</summary>
    public required bool OneOrder { get; init; }

    /// <summary>Which side was at its limit while saturated.</summary>
    public string Limit => GeneratorCores > 0.95 && ServerCores < 0.95 ? "generator" : ServerCores > 0.95 ? "server" : "window";

    /// <summary>The middle of several runs, figure by figure.</summary>
    public static FanoutReport Median(IReadOnlyList<FanoutReport> runs)
    {
        return runs[0] with
        {
            StartUpMilliseconds = Middle(run => run.StartUpMilliseconds),
            ConnectSeconds = Middle(run => run.ConnectSeconds),
            BytesPerIdleConnection = (long)Middle(run => run.BytesPerIdleConnection),
            IdleCpuPercent = Middle(run => run.IdleCpuPercent),
            DeliveriesPerSecond = Middle(run => run.DeliveriesPerSecond),
            DeliveriesPerCpuSecond = Middle(run => run.DeliveriesPerCpuSecond),
            ServerCores = Middle(run => run.ServerCores),
            GeneratorCores = Middle(run => run.GeneratorCores),
            Latency = runs[0].Latency is null ? null : new LatencyReport(
                Middle(run => run.Latency!.P50), Middle(run => run.Latency!.P99), Middle(run => run.Latency!.P999)),
            OneOrder = runs.All(run => run.OneOrder),
        };

        double Middle(Func<FanoutReport, double> figure) => runs.Select(figure).Order().ElementAt(runs.Count / 2);
    }
}

/// <summary>From when a text was due to be sent until a receiver had it, over all receivers, in milliseconds.</summary>
internal sealed record LatencyReport(double P50, double P99, double P999)
{
    public static LatencyReport From(LongHistogram latencies, TimeProvider time)
    {
        return new LatencyReport(At(50), At(99), At(99.9));

        double At(double percent) => latencies.GetValueAtPercentile(percent) * 1000.0 / time.TimestampFrequency;
    }
}
