namespace LanTalk.Cli.Texts;

/// <summary>Wraps the tool's own texts between words.</summary>
internal static class WordWrap
{
    /// <summary>The lines of a text. A word longer than a line has one of its own.</summary>
    /// <param name="text">The text, with single blanks between words; a character counts as one column.</param>
    /// <param name="columns">How long a line may be.</param>
    public static IReadOnlyList<string> Lines(string text, int columns)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + 1 + word.Length > columns)
            {
                lines.Add("");
            }

            lines[^1] += lines[^1].Length > 0 ? $" {word}" : word;
        }

        return lines;
    }
}
