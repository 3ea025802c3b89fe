namespace LanTalk.Benchmarks.Reports;

/// <summary>What a page holds after messages have arrived.</summary>
internal sealed record ArrivingReport
{
    private static readonly (string Title, Func<ArrivingReport, string> Value)[] Columns =
    [
        ("messages arrived", run => Report.Text(run.Messages, "N0")),
        ("JavaScript heap MiB", run => Report.Text(run.HeapBytes / (1024 * 1024), "0.0")),
        ("DOM nodes", run => Report.Text(run.Nodes, "N0")),
        ("event listeners", run => Report.Text(run.Listeners, "N0")),
    ];

    public required int Messages { get; init; }

    /// <summary>After a garbage collection.</summary>
    public required double HeapBytes { get; init; }

    public required double Nodes { get; init; }

    public required double Listeners { get; init; }

    public static void WriteTable(TextWriter output, IReadOnlyCollection<ArrivingReport> runs) => Report.WriteTable(output, Columns, runs);
}
