using System.Text;

namespace LanTalk.Terminal.Drawing;

/// <summary>
/// An inline screen: lines that scroll away into the terminal's own scroll-back, and a footer that stays below them. A frame is the text to write, in
/// one go, to change what the last one showed. Used by one thread at a time; it writes nothing itself.
/// </summary>
internal sealed class Screen
{
    // Synchronized output (DEC private mode 2026) hides the drawing on terminals that know it; others ignore it.
    private const string BeginFrame = "\e[?2026h";
    private const string EndFrame = "\e[?2026l";
    private const string ClearBelow = "\r\e[J";
    private const string ClearToEnd = "\e[K";

    private readonly StringBuilder _scrolling = new();
    private Footer _shown = Footer.Empty;
    private int _columns;

    /// <summary>Adds a line above the footer, with the next frame.</summary>
    public void Append(string line) => _scrolling.Append(line).Append("\r\n");

    /// <summary>How many characters wait for the next frame.</summary>
    public int Waiting => _scrolling.Length;

    /// <summary>The frame that shows the changes; empty if there are none.</summary>
    /// <param name="footer">The footer as it is now.</param>
    /// <param name="columns">The terminal's width.</param>
    /// <param name="control">Sequences that come before everything else.</param>
    public string Draw(Footer footer, int columns, string control = "")
    {
        var frame = new StringBuilder(BeginFrame);
        if (_scrolling.Length == 0 && control.Length == 0 && columns == _columns && footer.Rows.Count == _shown.Rows.Count)
        {
            DrawChanges(frame, footer);
        }
        else
        {
            frame.Append(ToTop(columns)).Append(ClearBelow).Append(control).Append(_scrolling);
            frame.AppendJoin("\r\n", footer.Rows.Select(row => row.Text));
            Move(frame, footer.Rows.Count - 1, footer.CursorRow, footer.CursorColumn);
        }

        _scrolling.Clear();
        (_shown, _columns) = (footer, columns);
        return frame.Length > BeginFrame.Length ? frame.Append(EndFrame).ToString() : "";
    }

    /// <summary>Removes the footer and shows the waiting lines. The cursor stays where the footer began.</summary>
    /// <param name="columns">The terminal's width.</param>
    /// <param name="control">Sequences that come after it.</param>
    public string Clear(int columns, string control = "")
    {
        var text = $"{ToTop(columns)}{ClearBelow}{control}{_scrolling}";
        _scrolling.Clear();
        _shown = Footer.Empty;
        return text;
    }

    private void DrawChanges(StringBuilder frame, Footer footer)
    {
        var (row, isMoved) = (_shown.CursorRow, false);
        for (var i = 0; i < footer.Rows.Count; i++)
        {
            if (footer.Rows[i] != _shown.Rows[i])
            {
                Move(frame, row, i, 0);
                frame.Append(footer.Rows[i].Text).Append(ClearToEnd);
                (row, isMoved) = (i, true);
            }
        }

        if (isMoved || (footer.CursorRow, footer.CursorColumn) != (_shown.CursorRow, _shown.CursorColumn))
        {
            Move(frame, row, footer.CursorRow, footer.CursorColumn);
        }
    }

    /// <summary>Moves up to the footer's start. A terminal that was made narrower has wrapped its rows.</summary>
    private string ToTop(int columns)
    {
        var above = _shown.CursorColumn / columns;
        foreach (var row in _shown.Rows.Take(_shown.CursorRow))
        {
            above += Math.Max(1, (row.Width + columns - 1) / columns);
        }

        return above > 0 ? $"\e[{above}A" : "";
    }

    private static void Move(StringBuilder frame, int from, int to, int column)
    {
        if (to != from)
        {
            frame.Append($"\e[{Math.Abs(to - from)}{(to < from ? 'A' : 'B')}");
        }

        frame.Append('\r');
        if (column > 0)
        {
            frame.Append($"\e[{column}C");
        }
    }
}
