namespace LanTalk.Benchmarks.Reports;

/// <summary>The figures of one server while many users joined at once.</summary>
internal sealed record BurstReport
{
    private static readonly (string Title, Func<BurstReport, string> Value)[] Columns =
    [
        ("server", run => run.Server),
        ("users", run => Report.Text(run.Users, "N0")),
        ("newcomers", run => Report.Text(run.Newcomers, "N0")),
        ("all in after s", run => Report.Text(run.ConnectSeconds, "0.00")),
        ("server CPU s", run => Report.Text(run.ServerCpuSeconds, "0.00")),
        ("generator busy %", run => Report.Text(run.GeneratorBusyPercent, "0")),
        ("before: p50 ms", run => Report.Text(run.Before.P50, "0.00")),
        ("p99", run => Report.Text(run.Before.P99, "0.00")),
        ("p99.9", run => Report.Text(run.Before.P999, "0.00")),
        ("max", run => Report.Text(run.Before.Max, "0.00")),
        ("meanwhile: p50 ms", run => Report.Text(run.Meanwhile.P50, "0.00")),
        ("p99", run => Report.Text(run.Meanwhile.P99, "0.00")),
        ("p99.9", run => Report.Text(run.Meanwhile.P999, "0.00")),
        ("max", run => Report.Text(run.Meanwhile.Max, "0.00")),
        ("one order", run => run.OneOrder ? "yes" : "no"),
    ];

    public required string Server { get; init; }

    public required int Users { get; init; }

    public required int Newcomers { get; init; }

    /// <summary>From the first newcomer's connection until all were logged in, opened as fast as the generator can.</summary>
    public required double ConnectSeconds { get; init; }

    /// <summary>The server's processor time for all of it.</summary>
    public required double ServerCpuSeconds { get; init; }

    /// <summary>How much of the burst the generator's one thread was busy; near 100, its own work is part of the latency.</summary>
    public required double GeneratorBusyPercent { get; init; }

    /// <summary>The users' latency before the burst.</summary>
    public required LatencyReport Before { get; init; }

    /// <summary>Their latency from the first newcomer until the last was in.</summary>
    public required LatencyReport Meanwhile { get; init; }

    /// <summary>Whether every user saw all texts in the same order.</summary>
    public required bool OneOrder { get; init; }

    /// <summary>The median of several runs, figure by figure.</summary>
    public static BurstReport Median(IReadOnlyList<BurstReport> runs) => runs[0] with
    {
        ConnectSeconds = Report.Median(runs, run => run.ConnectSeconds),
        ServerCpuSeconds = Report.Median(runs, run => run.ServerCpuSeconds),
        GeneratorBusyPercent = Report.Median(runs, run => run.GeneratorBusyPercent),
        Before = LatencyReport.Median([.. runs.Select(run => run.Before)]),
        Meanwhile = LatencyReport.Median([.. runs.Select(run => run.Meanwhile)]),
        OneOrder = runs.All(run => run.OneOrder),
    };

    /// <summary>Writes the table.</summary>
    public static void WriteTable(TextWriter output, IReadOnlyCollection<BurstReport> runs) => Report.WriteTable(output, Columns, runs);
}
