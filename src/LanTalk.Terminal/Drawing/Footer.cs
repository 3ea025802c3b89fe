using LanTalk.Terminal.Styling;

namespace LanTalk.Terminal.Drawing;

/// <summary>One row of the terminal.</summary>
/// <param name="Text">Its content, escapes included; it never reaches the last column, where terminals differ.</param>
/// <param name="Width">The columns that it takes.</param>
internal readonly record struct FooterRow(string Text, int Width)
{
    /// <summary>As much of a text as a row has room for.</summary>
    public static FooterRow Of(StyledText text, Theme theme, int columns, TextWidth widths)
    {
        var clipped = text.Clip(columns - 1, widths);
        return new FooterRow(clipped.ToTerminal(theme), widths.Of(clipped.ToString()));
    }
}

/// <summary>The rows at the bottom of the terminal, below the conversation.</summary>
/// <param name="Rows">Its rows, at least one.</param>
/// <param name="CursorRow">The row that the cursor is in, from 0.</param>
/// <param name="CursorColumn">Its column, from 0.</param>
internal sealed record Footer(IReadOnlyList<FooterRow> Rows, int CursorRow, int CursorColumn)
{
    /// <summary>An empty row.</summary>
    public static Footer Empty { get; } = new([new FooterRow("", 0)], 0, 0);
}
