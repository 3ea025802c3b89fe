using System.Globalization;
using System.Text;
using LanTalk.Protocol.Text;
using LanTalk.Terminal.Styling;

namespace LanTalk.Terminal.Drawing;

/// <summary>Lays the input out in rows: the label, then the text, wrapped at the terminal's width.</summary>
internal static class InputLayout
{
    private const int FewestTextColumns = 10;
    private const string ShortLabel = "> ";

    // Begins each further line of the input.
    private const string Indent = "  ";

    /// <summary>Lays out the text being typed.</summary>
    /// <param name="label">The label before it; shortened on a narrow terminal.</param>
    /// <param name="text">The text, perhaps of several lines; nothing in it reaches the terminal raw.</param>
    /// <param name="cursor">The cursor's position in it, between two grapheme clusters.</param>
    /// <param name="columns">The terminal's width.</param>
    /// <param name="rows">The greatest number of rows; if there are more, those around the cursor are shown.</param>
    /// <param name="widths">How the terminal counts columns.</param>
    public static Footer Layout(string label, string text, int cursor, int columns, int rows, TextWidth widths)
    {
        var room = Math.Max(2, columns - 1);
        var (all, cursorRow, cursorColumn) = Wrap(room - widths.Of(label) < FewestTextColumns ? ShortLabel : label, text, cursor, room, widths);
        var first = Math.Clamp(cursorRow - rows + 1, 0, Math.Max(0, all.Count - rows));
        return new Footer([.. all.Skip(first).Take(rows)], cursorRow - first, cursorColumn);
    }

    private static (List<FooterRow> Rows, int CursorRow, int CursorColumn) Wrap(string label, string text, int cursor, int room, TextWidth widths)
    {
        var rows = new List<FooterRow>();
        var (cursorRow, cursorColumn) = (0, 0);
        var (prefix, at) = (label, 0);
        foreach (var line in text.Split('\n'))
        {
            // Cleaning keeps the length: the cursor stays where it is.
            var clean = SafeText.Clean(line);
            var row = new StringBuilder(prefix);
            var column = widths.Of(prefix);
            for (var index = 0; ;)
            {
                if (at + index == cursor)
                {
                    (cursorRow, cursorColumn) = (rows.Count, column);
                }

                if (index == clean.Length)
                {
                    break;
                }

                var length = StringInfo.GetNextTextElementLength(clean.AsSpan(index));
                var cluster = clean.AsSpan(index, length);
                var width = widths.OfCluster(cluster);
                if (width > room)
                {
                    // No row of this terminal has room for it.
                    cluster = "\ufffd";
                    width = 1;
                }

                if (column + width > room)
                {
                    rows.Add(new FooterRow(row.ToString(), column));
                    row.Clear();
                    column = 0;
                }

                row.Append(cluster);
                column += width;
                index += length;
            }

            rows.Add(new FooterRow(row.ToString(), column));
            at += line.Length + 1;
            prefix = Indent;
        }

        return (rows, cursorRow, cursorColumn);
    }
}
