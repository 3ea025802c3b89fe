namespace LanTalk.Benchmarks.Reports;

/// <summary>The latency in one room before and while another room was flooded.</summary>
/// <param name="Server">The server.</param>
/// <param name="Users">The number of users in the room.</param>
/// <param name="Flood">Texts a second in the other room.</param>
/// <param name="Quiet">The latency before the flood.</param>
/// <param name="Flooded">The latency during the flood.</param>
internal sealed record FairnessReport(string Server, int Users, double Flood, LatencyReport Quiet, LatencyReport Flooded)
{
    private static readonly (string Title, Func<FairnessReport, string> Value)[] Columns =
    [
        ("server", run => run.Server),
        ("users", run => Report.Text(run.Users, "N0")),
        ("flood, texts a second", run => Report.Text(run.Flood, "N0")),
        ("quiet: p50 ms", run => Report.Text(run.Quiet.P50, "0.00")),
        ("p99", run => Report.Text(run.Quiet.P99, "0.00")),
        ("max", run => Report.Text(run.Quiet.Max, "0.00")),
        ("flooded: p50 ms", run => Report.Text(run.Flooded.P50, "0.00")),
        ("p99", run => Report.Text(run.Flooded.P99, "0.00")),
        ("max", run => Report.Text(run.Flooded.Max, "0.00")),
    ];

    /// <summary>Writes the table.</summary>
    public static void WriteTable(TextWriter output, IReadOnlyCollection<FairnessReport> runs) => Report.WriteTable(output, Columns, runs);
}
