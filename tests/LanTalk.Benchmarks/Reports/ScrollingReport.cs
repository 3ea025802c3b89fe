namespace LanTalk.Benchmarks.Reports;

/// <summary>How smoothly a long history scrolls.</summary>
internal sealed record ScrollingReport
{
    /// <summary>A longer frame than two of 60 a second shows as a jerk.</summary>
    private const double LongMilliseconds = 34;

    private static readonly (string Title, Func<ScrollingReport, string> Value)[] Columns =
    [
        ("messages", run => Report.Text(run.Messages, "N0")),
        ("slowed", run => $"{Report.Text(run.Slowdown, "0.#")}x"),
        ("pixels", run => Report.Text(run.Pixels, "N0")),
        ("frames a second", run => Report.Text(1000 * run.Frames.Count / run.Frames.Sum(), "0.0")),
        ("frame p50 ms", run => Report.Text(run.Percentile(0.5), "0.0")),
        ("p99 ms", run => Report.Text(run.Percentile(0.99), "0.0")),
        ("longest ms", run => Report.Text(run.Percentile(1), "0.0")),
        ("% of frames above 33 ms", run => Report.Text(100.0 * run.Frames.Count(frame => frame > LongMilliseconds) / run.Frames.Count, "0.00")),
        ("waited for the server ms", run => Report.Text(run.WaitedMilliseconds, "0")),
    ];

    public required int Messages { get; init; }

    /// <summary>How many times slower the page's thread ran.</summary>
    public required double Slowdown { get; init; }

    /// <summary>How far it was scrolled.</summary>
    public required double Pixels { get; init; }

    /// <summary>The milliseconds of each frame in which the list moved.</summary>
    public required IReadOnlyList<double> Frames { get; init; }

    /// <summary>How long the list stood at its upper end because what is above had not come.</summary>
    public required double WaitedMilliseconds { get; init; }

    public static void WriteTable(TextWriter output, IReadOnlyCollection<ScrollingReport> runs) => Report.WriteTable(output, Columns, runs);

    private double Percentile(double share) => Frames.Order().ElementAt((int)((Frames.Count - 1) * share));
}
