using System.Text;

namespace LanTalk.Protocol.Text;

/// <summary>
/// Expands tabs to the blanks that a terminal shows for them: on the wire, a tab is one blank, and columns and indented code would not survive.
/// </summary>
public static class TabStops
{
    private const int Every = 8;

    /// <summary>The text with blanks up to the next tab stop in place of each tab; the same instance if there is none.</summary>
    /// <param name="text">The text; its lines end with <c>\n</c>. Each character counts as one column.</param>
    public static string Expand(string text)
    {
        if (!text.Contains('\t', StringComparison.Ordinal))
        {
            return text;
        }

        var expanded = new StringBuilder(text.Length * 2);
        var lineStart = 0;
        foreach (var c in text)
        {
            if (c == '\t')
            {
                expanded.Append(' ', Every - ((expanded.Length - lineStart) % Every));
                continue;
            }

            expanded.Append(c);
            lineStart = c == '\n' ? expanded.Length : lineStart;
        }

        return expanded.ToString();
    }
}
