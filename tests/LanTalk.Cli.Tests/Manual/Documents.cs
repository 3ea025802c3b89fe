namespace LanTalk.Cli.Tests.Manual;

/// <summary>The project's pages, as the tests carry them.</summary>
internal static class Documents
{
    /// <summary>The text of a page.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(Documents).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException(name);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The cells of the tables of a section, row by row, without their heads.</summary>
    public static IReadOnlyList<string[]> Rows(string name, string heading)
    {
        var section = Read(name).Split('\n').SkipWhile(line => line.TrimStart('#', ' ') != heading || !line.StartsWith('#')).Skip(1).TakeWhile(line => !line.StartsWith('#'));
        return [.. section.Where(line => line.StartsWith('|')).Select(Cells).Where(cells => cells[0].Trim('-').Length > 0)];
    }

    private static string[] Cells(string row) => [.. row.Replace("\\|", "\u0001", StringComparison.Ordinal).Trim('|').Split('|').Select(cell => cell.Replace('\u0001', '|').Trim())];
}
