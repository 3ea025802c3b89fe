using LanTalk.Protocol.Text;
using LanTalk.Terminal.Drawing;
using LanTalk.Terminal.Editing;
using LanTalk.Terminal.Styling;

namespace LanTalk.Terminal.Prompts;

/// <summary>Lays out the candidates for a word: one per row with their explanations, otherwise in columns. Those that do not fit are counted.</summary>
internal static class CandidateList
{
    private const string Gap = "  ";

    /// <summary>The rows.</summary>
    /// <param name="candidates">What the word can become; nothing in it reaches the terminal raw.</param>
    /// <param name="theme">How it looks.</param>
    /// <param name="columns">The terminal's width.</param>
    /// <param name="rows">How many rows there may be.</param>
    /// <param name="widths">How the terminal counts columns.</param>
    public static IReadOnlyList<FooterRow> Layout(IReadOnlyList<Candidate> candidates, Theme theme, int columns, int rows, TextWidth widths)
    {
        if (candidates.Count == 0 || rows < 1)
        {
            return [];
        }

        var isExplained = candidates.Any(candidate => candidate.Hint is not null);
        var texts = candidates.Select(candidate => SafeText.Clean(candidate.Text.Trim())).ToList();
        var width = Math.Max(1, texts.Max(text => widths.Of(text)));
        var across = Across(width);
        if (candidates.Count > rows * across)
        {
            // The number of the others stands in the last cell.
            width = Math.Max(width, MoreThan(0).Length);
            across = Across(width);
        }

        var fitting = Math.Min(candidates.Count, rows * across);
        var shown = fitting == candidates.Count ? fitting : fitting - 1;
        var cells = texts.Take(shown)
            .Select((text, index) => new StyledText(
                ($"{Gap}{text}{new string(' ', width - widths.Of(text))}", Style.Default),
                (candidates[index].Hint is { } hint ? $"{Gap}{SafeText.Clean(hint)}" : "", Style.Dim)))
            .ToList();
        if (shown < candidates.Count)
        {
            cells.Add(new StyledText(($"{Gap}{MoreThan(shown)}", Style.Dim)));
        }

        // Read down each column, as lists of names are.
        var height = (cells.Count + across - 1) / across;
        return [.. Enumerable.Range(0, height)
            .Select(row => FooterRow.Of(StyledText.Join(cells.Where((_, index) => index % height == row)), theme, columns, widths))];

        int Across(int wide) => isExplained ? 1 : Math.Max(1, (columns - 1) / (wide + Gap.Length));
        string MoreThan(int count) => count == 0 ? $"{candidates.Count} possible" : $"and {candidates.Count - count} more";
    }
}
