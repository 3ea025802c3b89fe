namespace LanTalk.Benchmarks.Reports;

/// <summary>The costs of a client on a terminal.</summary>
/// <param name="Client">Its name.</param>
/// <param name="Starts">For each start, the milliseconds until it accepts typing.</param>
/// <param name="Idle">Its share of a core when nothing happens.</param>
/// <param name="Resident">Its memory at the end, in bytes.</param>
/// <param name="Busy">Its share of a core at 200 messages a second; null if that was not measured.</param>
internal sealed record ClientReport(string Client, IReadOnlyList<double> Starts, double Idle, long Resident, double? Busy)
{
    private static readonly (string Title, Func<ClientReport, string> Value)[] Columns =
    [
        ("client", report => report.Client),
        ("until one can type, median ms", report => Report.Text(Report.Median(report.Starts, figure => figure), "0")),
        ("fastest", report => Report.Text(report.Starts.Min(), "0")),
        ("slowest", report => Report.Text(report.Starts.Max(), "0")),
        ("idle CPU %", report => Report.Text(report.Idle * 100, "0.00")),
        ("CPU % at 200 messages a second", report => report.Busy is { } busy ? Report.Text(busy * 100, "0.0") : ""),
        ("MiB resident", report => Report.Text(report.Resident / (1024.0 * 1024), "0.0")),
    ];

    /// <summary>Writes the table.</summary>
    public static void WriteTable(TextWriter output, IReadOnlyList<ClientReport> reports) => Report.WriteTable(output, Columns, reports);
}
