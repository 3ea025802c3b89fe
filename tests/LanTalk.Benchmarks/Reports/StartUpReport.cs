namespace LanTalk.Benchmarks.Reports;

/// <summary>How long a program took to start.</summary>
/// <param name="Program">The program and the end point of the measurement.</param>
/// <param name="Milliseconds">Each run.</param>
/// <param name="Floor">Each run of the smallest program that does the same.</param>
internal sealed record StartUpReport(string Program, IReadOnlyList<double> Milliseconds, IReadOnlyList<double> Floor)
{
    private static readonly (string Title, Func<StartUpReport, string> Value)[] Columns =
    [
        ("program", report => report.Program),
        ("median ms", report => Report.Text(Median(report.Milliseconds), "0")),
        ("fastest", report => Report.Text(report.Milliseconds.Min(), "0")),
        ("slowest", report => Report.Text(report.Milliseconds.Max(), "0")),
        ("beside hello", report => Report.Text(Median(report.Milliseconds) / Median(report.Floor), "0.00x")),
    ];

    /// <summary>Writes the table.</summary>
    public static void WriteTable(TextWriter output, IReadOnlyList<StartUpReport> reports) => Report.WriteTable(output, Columns, reports);

    private static double Median(IReadOnlyList<double> figures) => Report.Median(figures, figure => figure);
}
