namespace LanTalk.Benchmarks.Reports;

/// <summary>How long a typed message waits for its echo.</summary>
internal sealed record TypingReport
{
    /// <summary>A longer wait is noticeable.</summary>
    public const double MostMilliseconds = 100;

    private static readonly (string Title, Func<TypingReport, string> Value)[] Columns =
    [
        ("messages", run => Report.Text(run.Messages, "N0")),
        ("echo p50 ms", run => Report.Text(run.MedianMilliseconds, "0.0")),
        ("longest ms", run => Report.Text(run.LongestMilliseconds, "0.0")),
    ];

    public required int Messages { get; init; }

    public required double MedianMilliseconds { get; init; }

    public required double LongestMilliseconds { get; init; }

    public static void WriteTable(TextWriter output, IReadOnlyCollection<TypingReport> runs) => Report.WriteTable(output, Columns, runs);
}
