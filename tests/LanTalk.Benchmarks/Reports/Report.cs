using System.Globalization;
using System.Text.Json;

namespace LanTalk.Benchmarks.Reports;

/// <summary>Prints results: Markdown tables for people, JSON for programs.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes a table, a row for each of <paramref name="rows"/>.</summary>
    public static void WriteTable<T>(
        TextWriter output, IReadOnlyCollection<(string Title, Func<T, string> Value)> columns, IEnumerable<T> rows)
    {
        WriteRow(output, columns.Select(column => column.Title));
        WriteRow(output, columns.Select(_ => "---"));
        foreach (var row in rows)
        {
            WriteRow(output, columns.Select(column => column.Value(row)));
        }
    }

    /// <summary>Writes all runs as one JSON array.</summary>
    public static void WriteJson<T>(string file, IReadOnlyCollection<T> runs) =>
        File.WriteAllText(file, JsonSerializer.Serialize(runs, JsonOptions));

    /// <summary>A number as a table shows it; empty if there is none.</summary>
    public static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    /// <summary>The median of one figure of several runs.</summary>
    public static double Median<T>(IReadOnlyCollection<T> runs, Func<T, double> figure) =>
        runs.Select(figure).Order().ElementAt(runs.Count / 2);

    private static void WriteRow(TextWriter output, IEnumerable<string> cells) => output.WriteLine($"| {string.Join(" | ", cells)} |");
}
