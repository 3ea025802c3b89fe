using LanTalk.Terminal.Drawing;
using LanTalk.Terminal.Editing;
using LanTalk.Terminal.Styling;

namespace LanTalk.Terminal.Prompts;

/// <summary>Lays out what stands below the conversation: the status, the text being typed, and what its last word can become.</summary>
internal static class PromptFooter
{
    private const int MostInputRows = 10;

    // With fewer rows, the conversation needs them more.
    private const int FewestRowsForStatus = 4;

    /// <summary>The footer for a terminal of this size.</summary>
    public static Footer Layout(PromptText text, string label, StyledText? status, Theme theme, int columns, int height, TextWidth widths)
    {
        var shown = height < FewestRowsForStatus ? null : status;
        var rows = Math.Clamp(height - (shown is null ? 1 : 2), 1, MostInputRows);
        var input = text.Layout(label, columns, rows, widths);
        FooterRow[] above = shown is null ? [] : [StatusRow(shown, theme, columns, widths)];
        var left = Math.Min(height / 2, height - above.Length - input.Rows.Count - 1);
        return new Footer(
            [.. above, .. input.Rows, .. CandidateList.Layout(text.Listed, theme, columns, left, widths)], above.Length + input.CursorRow, input.CursorColumn);
    }

    private static FooterRow StatusRow(StyledText status, Theme theme, int columns, TextWidth widths)
    {
        var clipped = status.Clip(columns - 1, widths);
        var width = widths.Of(clipped.ToString());
        var rest = new StyledText((new string(' ', columns - 1 - width), Style.Status));
        return theme == Theme.None
            ? new FooterRow(clipped.ToTerminal(theme), width)
            : new FooterRow(clipped.ToTerminal(theme) + rest.ToTerminal(theme), columns - 1);
    }
}
