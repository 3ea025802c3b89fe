namespace LanTalk.Benchmarks.Reports;

/// <summary>What a browser loads to be in the chat, and how long its user waits.</summary>
internal sealed record LoadingReport
{
    private static readonly (string Title, Func<LoadingReport, string> Value)[] Columns =
    [
        ("login", run => run.Login),
        ("encoding", run => run.Encoding),
        ("KiB loaded", run => Report.Text(run.Bytes / 1024.0, "0.0")),
        ("with headers", run => Report.Text(run.BytesWithHeaders / 1024.0, "0.0")),
        ("until the name can be typed, median ms", run => Report.Text(Report.Median(run.NameMilliseconds, figure => figure), "0")),
        ("fastest", run => Report.Text(run.NameMilliseconds.Min(), "0")),
        ("slowest", run => Report.Text(run.NameMilliseconds.Max(), "0")),
        ("with nothing but a text box, median ms", run => Report.Text(Report.Median(run.BareMilliseconds, figure => figure), "0")),
        ("from Join to the first message, median ms", run => Report.Text(Report.Median(run.MessageMilliseconds, figure => figure), "0")),
        ("fastest", run => Report.Text(run.MessageMilliseconds.Min(), "0")),
        ("slowest", run => Report.Text(run.MessageMilliseconds.Max(), "0")),
        ("both, median ms", run => Report.Text(Report.Median(run.Both, figure => figure), "0")),
    ];

    /// <summary>How the users join.</summary>
    public required string Login { get; init; }

    /// <summary>How the answers are compressed.</summary>
    public required string Encoding { get; init; }

    /// <summary>The answers' bodies, as they travelled.</summary>
    public required long Bytes { get; init; }

    public required long BytesWithHeaders { get; init; }

    /// <summary>From the start of the navigation.</summary>
    public required IReadOnlyList<double> NameMilliseconds { get; init; }

    /// <summary>The same of a page that is a text box and nothing else.</summary>
    public required IReadOnlyList<double> BareMilliseconds { get; init; }

    /// <summary>From the click on Join.</summary>
    public required IReadOnlyList<double> MessageMilliseconds { get; init; }

    /// <summary>What a user waits for in all, without the time for typing.</summary>
    private IReadOnlyList<double> Both => [.. NameMilliseconds.Zip(MessageMilliseconds, (name, message) => name + message)];

    public static void WriteTable(TextWriter output, IReadOnlyCollection<LoadingReport> runs) => Report.WriteTable(output, Columns, runs);
}
