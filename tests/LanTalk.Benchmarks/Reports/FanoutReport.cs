namespace LanTalk.Benchmarks.Reports;

/// <summary>The figures of one server in one run.</summary>
internal sealed record FanoutReport
{
    private static readonly (string Title, Func<FanoutReport, string> Value)[] Columns =
    [
        ("server", run => run.Server),
        ("receivers", run => Report.Text(run.Receivers, "N0")),
        ("million deliveries per server CPU-second", run => Report.Text(run.DeliveriesPerCpuSecond / 1e6, "0.00")),
        ("per second", run => Report.Text(run.DeliveriesPerSecond / 1e6, "0.00")),
        ("cores: server", run => Report.Text(run.ServerCores, "0.00")),
        ("generator", run => Report.Text(run.GeneratorCores, "0.00")),
        ("at its limit", run => run.Limit),
        ("p50 ms", run => Report.Text(run.Latency?.P50, "0.00")),
        ("p99 ms", run => Report.Text(run.Latency?.P99, "0.00")),
        ("p99.9 ms", run => Report.Text(run.Latency?.P999, "0.00")),
        ("all in after s", run => Report.Text(run.ConnectSeconds, "0.00")),
        ("KiB per idle connection", run => Report.Text(run.BytesPerIdleConnection / 1024.0, "0.0")),
        ("memory maps", run => Report.Text(run.MemoryMaps, "N0")),
        ("idle CPU %", run => Report.Text(run.IdleCpuPercent, "0.00")),
        ("start ms", run => Report.Text(run.StartUpMilliseconds, "0")),
        ("one order", run => run.OneOrder ? "yes" : "no"),
    ];

    private static readonly (string Title, Func<(FanoutReport Own, FanoutReport Peer), string> Value)[] RatioColumns =
    [
        ("receivers", pair => Report.Text(pair.Own.Receivers, "N0")),
        ("server", pair => pair.Own.Server),
        ("beside", pair => pair.Peer.Server),
        ("deliveries per CPU-second", pair => Report.Text(pair.Own.DeliveriesPerCpuSecond / pair.Peer.DeliveriesPerCpuSecond, "0.00x")),
        ("p99", pair => Report.Text(pair.Own.Latency?.P99 / pair.Peer.Latency?.P99, "0.00x")),
    ];

    public required string Server { get; init; }

    public required int Receivers { get; init; }

    /// <summary>From the start of the process until it accepted a connection.</summary>
    public required double StartUpMilliseconds { get; init; }

    /// <summary>From the first connection until all were logged in, opened as fast as the generator can.</summary>
    public required double ConnectSeconds { get; init; }

    /// <summary>The resident memory of all connections, divided by their number.</summary>
    public required long BytesPerIdleConnection { get; init; }

    /// <summary>The memory maps of the process with all connections.</summary>
    public required int MemoryMaps { get; init; }

    /// <summary>Processor time while nobody speaks, in percent of one core.</summary>
    public required double IdleCpuPercent { get; init; }

    public required double DeliveriesPerSecond { get; init; }

    public required double DeliveriesPerCpuSecond { get; init; }

    /// <summary>How many cores the server used while saturated.</summary>
    public required double ServerCores { get; init; }

    /// <summary>How many cores the generator used in the meantime; it has one thread.</summary>
    public required double GeneratorCores { get; init; }

    /// <summary>Null if the load was not paced.</summary>
    public required LatencyReport? Latency { get; init; }

    /// <summary>Whether every receiver saw all texts of all senders in the same order.</summary>
    public required bool OneOrder { get; init; }

    /// <summary>Which side was at its limit while saturated.</summary>
    public string Limit => GeneratorCores > 0.95 && ServerCores < 0.95 ? "generator" : ServerCores > 0.95 ? "server" : "window";

    /// <summary>The median of several runs, figure by figure.</summary>
    public static FanoutReport Median(IReadOnlyList<FanoutReport> runs) => runs[0] with
    {
        StartUpMilliseconds = Report.Median(runs, run => run.StartUpMilliseconds),
        ConnectSeconds = Report.Median(runs, run => run.ConnectSeconds),
        BytesPerIdleConnection = (long)Report.Median(runs, run => run.BytesPerIdleConnection),
        MemoryMaps = (int)Report.Median(runs, run => run.MemoryMaps),
        IdleCpuPercent = Report.Median(runs, run => run.IdleCpuPercent),
        DeliveriesPerSecond = Report.Median(runs, run => run.DeliveriesPerSecond),
        DeliveriesPerCpuSecond = Report.Median(runs, run => run.DeliveriesPerCpuSecond),
        ServerCores = Report.Median(runs, run => run.ServerCores),
        GeneratorCores = Report.Median(runs, run => run.GeneratorCores),
        Latency = runs[0].Latency is null ? null : LatencyReport.Median([.. runs.Select(run => run.Latency!)]),
        OneOrder = runs.All(run => run.OneOrder),
    };

    /// <summary>Writes the table.</summary>
    public static void WriteTable(TextWriter output, IReadOnlyCollection<FanoutReport> runs) => Report.WriteTable(output, Columns, runs);

    /// <summary>Writes how a server compares with each of the others, at each number of receivers.</summary>
    public static void WriteRatios(TextWriter output, IReadOnlyCollection<FanoutReport> runs, string server) => Report.WriteTable(
        output,
        RatioColumns,
        from own in runs
        where own.Server == server
        from peer in runs
        where peer.Receivers == own.Receivers && peer.Server != server
        select (own, peer));
}
