namespace LanTalk.Benchmarks.Reports;

/// <summary>One figure of the transfer of files, beside another one that was measured by turns with it.</summary>
/// <param name="What">What was done.</param>
/// <param name="Unit">The unit of both.</param>
/// <param name="Beside">What the other figure is of; null if there is none.</param>
/// <param name="Goal">What the ratio, or else the figure, should be.</param>
/// <param name="Rounds">The two figures of each round.</param>
internal sealed record FilesReport(string What, string Unit, string? Beside, string Goal, IReadOnlyList<(double Own, double Other)> Rounds)
{
    private static readonly (string Title, Func<FilesReport, string> Value)[] Columns =
    [
        ("what", report => report.What),
        ("LanTalk", report => $"{Report.Text(report.Own, Format(report.Own))} {report.Unit}"),
        ("beside", report => report.Beside is null ? "" : $"{report.Beside} {Report.Text(report.Other, Format(report.Other))} {report.Unit}"),
        ("ratio", report => report.Beside is null ? "" : Report.Text(report.Ratio, "0.00x")),
        ("goal", report => report.Goal),
    ];

    private double Own => Report.Median(Rounds, round => round.Own);

    private double Other => Report.Median(Rounds, round => round.Other);

    private double Ratio => Report.Median(Rounds, round => round.Own / round.Other);

    /// <summary>Writes the table.</summary>
    public static void WriteTable(TextWriter output, IReadOnlyCollection<FilesReport> reports) => Report.WriteTable(output, Columns, reports);

    private static string Format(double figure) => figure < 100 ? "0.00" : "N0";
}
