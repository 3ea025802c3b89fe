namespace LanTalk.Cli.Tests.Manual;

/// <summary>The project's pages, as the tests carry them.</summary>
internal static class Documents
{
    /// <summary>The files of the pictures, as the pages in <c>docs</c> name them.</summary>
    public static IEnumerable<string> Pictures =>
        typeof(Documents).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("pictures/", StringComparison.Ordinal));

    /// <summary>The text of a page or of a picture.</summary>
    public static string Read(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd();
    }

    /// <summary>The bytes of a page or of a picture.</summary>
    public static Stream Open(string name) => typeof(Documents).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException(name);

    /// <summary>The cells of the tables of a section, row by row, without their heads.</summary>
    public static IReadOnlyList<string[]> Rows(string name, string heading)
    {
        var section = Read(name).Split('\n').SkipWhile(line => line.TrimStart('#', ' ') != heading || !line.StartsWith('#'))
            .Skip(1).TakeWhile(line => !line.StartsWith('#'));
        return [.. section.Where(line => line.StartsWith('|')).Select(Cells).Where(cells => cells[0].Trim('-').Length > 0)];
    }

    private static string[] Cells(string row) =>
        [.. row.Replace("\\|", "\u0001", StringComparison.Ordinal).Trim('|').Split('|').Select(cell => cell.Replace('\u0001', '|').Trim())];
}
