namespace LanTalk.Terminal.Styling;

/// <summary>
/// Finds out how the terminal counts columns: it writes characters that terminals differ in, and after each it asks the terminal for its cursor.
/// Nobody waits for the answers; the key reader comes across them. Used by one thread at a time.
/// </summary>
internal sealed class WidthMeasure
{
    private const string AskForCursor = "\e[6n";

    // Each begins at the left edge, and leaves nothing on the screen.
    private static readonly (string Sample, Func<TextWidth, int, TextWidth> Learn)[] Steps =
    [
        ("\u0915\u093e", (widths, columns) => widths with { SpacingMark = columns - 1 }),
        ("\U0001f44b\U0001f3fd", (widths, columns) => widths with { SkinTone = columns - 2 }),
        ("\U0001f468\u200d\U0001f469", (widths, columns) => widths with { Joined = columns - 2 }),
        ("\u2764\ufe0f", (widths, columns) => widths with { EmojiStyle = columns }),
        ("1\ufe0f\u20e3", (widths, columns) => widths with { KeycapWidth = columns }),
        ("\U0001f1e9\U0001f1ea", (widths, columns) => widths with { Flag = columns }),
    ];

    private TextWidth _widths = TextWidth.Wcwidth;
    private int _answered;

    /// <summary>The text to write, on an empty row.</summary>
    public static string Question { get; } = $"{string.Concat(Steps.Select(step => $"\r{step.Sample}{AskForCursor}"))}\r\e[K";

    /// <summary>How many columns it needs.</summary>
    public const int LeastColumns = 10;

    /// <summary>Whether all answers have arrived.</summary>
    public bool IsDone => _answered == Steps.Length;

    /// <summary>Takes an answer.</summary>
    /// <param name="column">The cursor's column, from 0.</param>
    /// <returns>How the terminal counts, with the last answer; null before that, or if the answers are impossible.</returns>
    public TextWidth? Take(int column)
    {
        if (IsDone)
        {
            return null;
        }

        _widths = Steps[_answered++].Learn(_widths, column);
        return IsDone && IsPossible(_widths) ? _widths : null;
    }

    private static bool IsPossible(TextWidth widths) =>
        widths is { SpacingMark: 0 or 1, SkinTone: 0 or 2, Joined: 0 or 2, EmojiStyle: 1 or 2, KeycapWidth: >= 1 and <= 3, Flag: >= 1 and <= 4 };
}
