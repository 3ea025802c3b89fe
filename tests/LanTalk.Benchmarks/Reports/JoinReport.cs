namespace LanTalk.Benchmarks.Reports;

/// <summary>The figures of newcomers to a room with a long history.</summary>
internal sealed record JoinReport
{
    private static readonly (string Title, Func<JoinReport, string> Value)[] Columns =
    [
        ("messages in the room", run => Report.Text(run.Messages, "N0")),
        ("joins", run => Report.Text(run.Joins, "N0")),
        ("first screen p50 ms", run => Report.Text(run.MedianMilliseconds, "0.0")),
        ("p99 ms", run => Report.Text(run.P99Milliseconds, "0.0")),
        ("of it after the login p50 ms", run => Report.Text(run.BacklogMedianMilliseconds, "0.0")),
        ("p99 ms", run => Report.Text(run.BacklogP99Milliseconds, "0.0")),
    ];

    public required int Messages { get; init; }

    public required int Joins { get; init; }

    /// <summary>From the start of connecting.</summary>
    public required double MedianMilliseconds { get; init; }

    public required double P99Milliseconds { get; init; }

    /// <summary>From the login's answer.</summary>
    public required double BacklogMedianMilliseconds { get; init; }

    public required double BacklogP99Milliseconds { get; init; }

    public static void WriteTable(TextWriter output, IReadOnlyCollection<JoinReport> runs) => Report.WriteTable(output, Columns, runs);
}
