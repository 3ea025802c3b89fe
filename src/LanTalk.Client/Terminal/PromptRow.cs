using System.Globalization;
using LanTalk.Protocol.Text;

namespace LanTalk.Client.Terminal;

/// <summary>The prompt as one row of the terminal: the label and as much of the line as fits around the cursor.</summary>
/// <param name="Text">What to show; it never reaches the last column, where terminals differ.</param>
/// <param name="CursorColumn">The cursor's column, from 0.</param>
internal readonly record struct PromptRow(string Text, int CursorColumn)
{
    private const int FewestTextColumns = 10;
    private const string ShortLabel = "> ";

    /// <summary>Lays out a line.</summary>
    /// <param name="label">What stands before the line; shortened on a narrow terminal.</param>
    /// <param name="line">The line being typed; nothing in it reaches the terminal raw.</param>
    /// <param name="cursor">The cursor's place in the line, between two grapheme clusters.</param>
    /// <param name="columns">The terminal's width.</param>
    public static PromptRow Layout(string label, string line, int cursor, int columns)
    {
        // Cleaning keeps the length: the cursor stays where it is.
        var text = SafeText.Clean(line);
        var labelWidth = TextWidth.Of(label);
        if (columns - labelWidth < FewestTextColumns)
        {
            (label, labelWidth) = (ShortLabel, ShortLabel.Length);
        }

        var room = Math.Max(1, columns - labelWidth - 1);
        var cursorColumn = TextWidth.Of(text.AsSpan(0, cursor));
        var hidden = HiddenColumns(cursorColumn, room);
        var (start, startColumn) = Skip(text, 0, hidden);
        var (end, _) = Take(text, start, room);
        return new PromptRow(label + text[start..end], labelWidth + cursorColumn - startColumn);
    }

    /// <summary>How much of a long line is out of sight on the left: in steps of half the room, so that typing does not shift it with every key.</summary>
    private static int HiddenColumns(int cursorColumn, int room)
    {
        var step = Math.Max(1, room / 2);
        return cursorColumn < room ? 0 : (((cursorColumn - room) / step) + 1) * step;
    }

    private static (int Index, int Columns) Skip(string text, int index, int columns)
    {
        var skipped = 0;
        while (skipped < columns && index < text.Length)
        {
            var length = StringInfo.GetNextTextElementLength(text.AsSpan(index));
            skipped += TextWidth.OfCluster(text.AsSpan(index, length));
            index += length;
        }

        return (index, skipped);
    }

    private static (int Index, int Columns) Take(string text, int index, int columns)
    {
        var taken = 0;
        while (index < text.Length)
        {
            var length = StringInfo.GetNextTextElementLength(text.AsSpan(index));
            var width = TextWidth.OfCluster(text.AsSpan(index, length));
            if (taken + width > columns)
            {
                break;
            }

            taken += width;
            index += length;
        }

        return (index, taken);
    }
}
