namespace LanTalk.Benchmarks.Reports;

/// <summary>The figures of a run in which many users reconnected at once. Seconds count from when the server accepted connections again.</summary>
internal sealed record ResumeReport
{
    private static readonly (string Title, Func<ResumeReport, string> Value)[] Columns =
    [
        ("users", run => Report.Text(run.Users, "N0")),
        ("missed by each", run => Report.Text(run.Missed, "N0")),
        ("server started in s", run => Report.Text(run.StartUpSeconds, "0.00")),
        ("half have all after s", run => Report.Text(run.MedianSeconds, "0.00")),
        ("all have all after s", run => Report.Text(run.AllSeconds, "0.00")),
        ("server CPU s", run => Report.Text(run.ServerCpuSeconds, "0.00")),
    ];

    public required int Users { get; init; }

    public required int Missed { get; init; }

    public required double StartUpSeconds { get; init; }

    public required double MedianSeconds { get; init; }

    public required double AllSeconds { get; init; }

    /// <summary>Since its second start.</summary>
    public required double ServerCpuSeconds { get; init; }

    public static void WriteTable(TextWriter output, IReadOnlyCollection<ResumeReport> runs) => Report.WriteTable(output, Columns, runs);
}
