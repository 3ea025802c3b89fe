namespace LanTalk.Benchmarks.Reports;

/// <summary>One figure of a server with a plug-in, beside that of one without, measured by turns with it.</summary>
/// <param name="What">What was done.</param>
/// <param name="Unit">The unit of both.</param>
/// <param name="Format">How both are shown.</param>
/// <param name="Goal">What the ratio, or the difference, should be.</param>
/// <param name="Rounds">The two figures of each round.</param>
internal sealed record PluginsReport(string What, string Unit, string Format, string Goal, IReadOnlyList<(double Without, double With)> Rounds)
{
    private static readonly (string Title, Func<PluginsReport, string> Value)[] Columns =
    [
        ("what", report => report.What),
        ("without", report => $"{Report.Text(Report.Median(report.Rounds, round => round.Without), report.Format)} {report.Unit}"),
        ("with", report => $"{Report.Text(Report.Median(report.Rounds, round => round.With), report.Format)} {report.Unit}"),
        ("change", report => report.Change),
        ("rounds", report => report.Range),
        ("goal", report => report.Goal),
        ("besides", report => report.Remark),
    ];

    /// <summary>Whether the two figures are compared by their difference, and not by their ratio.</summary>
    public bool IsDifference { get; init; }

    /// <summary>What else was seen.</summary>
    public string Remark { get; init; } = "";

    private string Change => Show(Report.Median(Rounds, Compare));

    private string Range => $"{Show(Rounds.Min(Compare))} to {Show(Rounds.Max(Compare))}";

    /// <summary>Writes the table.</summary>
    public static void WriteTable(TextWriter output, IReadOnlyCollection<PluginsReport> reports) => Report.WriteTable(output, Columns, reports);

    private double Compare((double Without, double With) round) => IsDifference ? round.With - round.Without : round.With / round.Without;

    private string Show(double change) => IsDifference ? $"{Report.Text(change, "+0.00;-0.00")} {Unit}" : Report.Text(change, "0.000x");
}
