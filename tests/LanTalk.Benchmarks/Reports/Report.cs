using System.Globalization;
using System.Text.Json;

namespace LanTalk.Benchmarks.Reports;

/// <summary>Prints what was measured: a Markdown table for people, JSON for programs.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static readonly (string Title, Func<FanoutReport, string> Value)[] Columns =
    [
        ("server", run => run.Server),
        ("receivers", run => Text(run.Receivers, "N0")),
        ("million deliveries per server CPU-second", run => Text(run.DeliveriesPerCpuSecond / 1e6, "0.00")),
        ("per second", run => Text(run.DeliveriesPerSecond / 1e6, "0.00")),
        ("cores: server", run => Text(run.ServerCores, "0.00")),
        ("generator", run => Text(run.GeneratorCores, "0.00")),
        ("at its limit", run => run.Limit),
        ("p50 ms", run => Text(run.Latency?.P50, "0.00")),
        ("p99 ms", run => Text(run.Latency?.P99, "0.00")),
        ("p99.9 ms", run => Text(run.Latency?.P999, "0.00")),
        ("all in after s", run => Text(run.ConnectSeconds, "0.00")),
        ("KiB per idle connection", run => Text(run.BytesPerIdleConnection / 1024.0, "0.0")),
        ("idle CPU %", run => Text(run.IdleCpuPercent, "0.00")),
        ("start ms", run => Text(run.StartUpMilliseconds, "0")),
        ("one order", run => run.OneOrder ? "yes" : "no"),
    ];

    /// <summary>Writes the table.</summary>
    public static void WriteTable(TextWriter output, IReadOnlyCollection<FanoutReport> runs)
    {
        WriteRow(output, Columns.Select(column => column.Title));
        WriteRow(output, Columns.Select(_ => "---"));
        foreach (var run in runs)
        {
            WriteRow(output, Columns.Select(column => column.Value(run)));
        }
    }

    /// <summary>Writes how a server compares with each of the others, at each number of receivers.</summary>
    public static void WriteRatios(TextWriter output, IReadOnlyCollection<FanoutReport> runs, string server)
    {
        WriteRow(output, ["receivers", $"{server} beside", "deliveries per CPU-second", "p99"]);
        WriteRow(output, Enumerable.Repeat("---", 4));
        foreach (var own in runs.Where(run => run.Server == server))
        {
            foreach (var peer in runs.Where(run => run.Receivers == own.Receivers && run.Server != server))
            {
                WriteRow(output,
                [
                    Text(own.Receivers, "N0"),
                    peer.Server,
                    Text(own.DeliveriesPerCpuSecond / peer.DeliveriesPerCpuSecond, "0.00x"),
                    Text(own.Latency?.P99 / peer.Latency?.P99, "0.00x"),
                ]);
            }
        }
    }

    /// <summary>Writes all of it as one JSON array.</summary>
    public static void WriteJson(string file, IReadOnlyCollection<FanoutReport> runs) =>
        File.WriteAllText(file, JsonSerializer.Serialize(runs, JsonOptions));

    private static void WriteRow(TextWriter output, IEnumerable<string> cells) => output.WriteLine($"| {string.Join(" | ", cells)} |");

    private static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
