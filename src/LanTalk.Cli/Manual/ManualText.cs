using System.Text;
using LanTalk.Cli.Texts;

namespace LanTalk.Cli.Manual;

/// <summary>Writes a page as text: sections under their titles, explanations beside their terms.</summary>
internal static class ManualText
{
    /// <summary>A longer term has its text below it.</summary>
    private const int WidestTerm = 24;

    /// <summary>Before a term, and between it and its text.</summary>
    private const string Gap = "  ";

    /// <summary>Longer lines are hard to read.</summary>
    private const int MostColumns = 100;

    private const int FewestColumns = 40;

    /// <summary>The page.</summary>
    /// <param name="page">Its content.</param>
    /// <param name="columns">The greatest width.</param>
    /// <param name="isBrief">Whether to write only what <c>--help</c> shows.</param>
    public static string Of(ManualPage page, int columns, bool isBrief)
    {
        var text = new StringBuilder();
        var width = Math.Clamp(columns, FewestColumns, MostColumns);
        Append(text, "", page.Summary, width);
        text.Append('\n').Append("Usage:\n");
        Append(text, Gap, page.Usage, width);
        foreach (var section in page.Sections.Where(section => section.IsBrief || !isBrief))
        {
            Append(text, section, width);
        }

        return text.ToString();
    }

    /// <summary>Terms with their texts beside them, as lines.</summary>
    public static IReadOnlyList<string> Lines(IReadOnlyList<ManualEntry> entries, int columns)
    {
        var text = new StringBuilder();
        Append(text, entries, columns);
        return text.ToString().TrimEnd('\n').Split('\n');
    }

    private static void Append(StringBuilder text, ManualSection section, int columns)
    {
        text.Append('\n').Append(section.Title).Append(":\n");
        foreach (var (index, paragraph) in section.Paragraphs.Index())
        {
            text.Append(index > 0 ? "\n" : "");
            Append(text, Gap, paragraph, columns);
        }

        text.Append(section.Paragraphs.Count > 0 && section.Entries.Count > 0 ? "\n" : "");
        Append(text, section.Entries, columns);
        foreach (var example in section.Examples)
        {
            text.Append(Gap).Append(example.Line).Append('\n');
            Append(text, $"{Gap}{Gap}{Gap}", example.Does, columns);
        }
    }

    private static void Append(StringBuilder text, IReadOnlyList<ManualEntry> entries, int columns)
    {
        var widest = entries.Select(entry => entry.Term.Length).Where(length => length <= WidestTerm).DefaultIfEmpty(0).Max();
        var indent = new string(' ', Gap.Length + widest + Gap.Length);
        foreach (var entry in entries)
        {
            text.Append(Gap).Append(entry.Term);
            var lines = WordWrap.Lines(entry.Text, columns - indent.Length);
            var fits = entry.Term.Length <= widest;
            text.Append(fits ? new string(' ', indent.Length - Gap.Length - entry.Term.Length) : $"\n{indent}");
            text.AppendJoin($"\n{indent}", lines).Append('\n');
        }
    }

    private static void Append(StringBuilder text, string indent, string paragraph, int columns)
    {
        foreach (var line in WordWrap.Lines(paragraph, columns - indent.Length))
        {
            text.Append(indent).Append(line).Append('\n');
        }
    }
}
