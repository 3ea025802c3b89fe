using System.Globalization;
using System.Text;
using Wcwidth;

namespace LanTalk.Terminal.Styling;

/// <summary>
/// How many columns text takes on a terminal. Terminals differ in how they count several code points that make one character (a grapheme cluster, UAX
/// 29): most add up all their widths, some are more exact. Each property is one such difference; without a measurement, they have the values of the C
/// library's <c>wcwidth</c>.
/// </summary>
internal sealed record TextWidth
{
    private const int EmojiPresentation = 0xfe0f;
    private const int Joiner = 0x200d;
    private const int Keycap = 0x20e3;

    /// <summary>The widths of <c>wcwidth</c>.</summary>
    public static TextWidth Wcwidth { get; } = new();

    /// <summary>A vowel sign beside its consonant, as in most scripts of India and its neighbours.</summary>
    public int SpacingMark { get; init; } = 1;

    /// <summary>A skin tone after an emoji.</summary>
    public int SkinTone { get; init; } = 2;

    /// <summary>An emoji that is joined to the one before it.</summary>
    public int Joined { get; init; } = 2;

    /// <summary>A narrow character with the emoji variation selector.</summary>
    public int EmojiStyle { get; init; } = 1;

    /// <summary>A digit in a keycap.</summary>
    public int KeycapWidth { get; init; } = 1;

    /// <summary>The two letters of a flag, together.</summary>
    public int Flag { get; init; } = 2;

    /// <summary>The columns of a whole text.</summary>
    public int Of(ReadOnlySpan<char> text)
    {
        var width = 0;
        while (!text.IsEmpty)
        {
            var length = StringInfo.GetNextTextElementLength(text);
            width += OfCluster(text[..length]);
            text = text[length..];
        }

        return width;
    }

    /// <summary>The columns of one grapheme cluster.</summary>
    public int OfCluster(ReadOnlySpan<char> cluster)
    {
        if (cluster.Length == 1 && cluster[0] is >= ' ' and < '\x7f')
        {
            return 1;
        }

        var (width, first, before) = (0, 0, 0);
        foreach (var rune in cluster.EnumerateRunes())
        {
            var c = rune.Value;
            if (before == 0)
            {
                (first, width) = (c, OfAlone(rune));
            }
            else if (IsFlagLetter(first) && IsFlagLetter(c))
            {
                width = Flag;
            }
            else if (c == Keycap)
            {
                width = KeycapWidth;
            }
            else if (c == EmojiPresentation)
            {
                width = width == 1 ? EmojiStyle : width;
            }
            else
            {
                width += before == Joiner ? Math.Min(Joined, OfAlone(rune)) : c is >= 0x1f3fb and <= 0x1f3ff ? SkinTone : OfAlone(rune);
            }

            before = c;
        }

        return width;
    }

    private int OfAlone(Rune rune) => rune.Value switch
    {
        0x302e or 0x302f => 2, // tone marks of Hangul, which are wide
        >= 0x1f3fb and <= 0x1f3ff => 2,
        >= 0x600 and <= 0x605 or 0x6dd => 1, // signs that are drawn below a number
        _ when Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpacingCombiningMark => SpacingMark,
        var c => Math.Max(0, UnicodeCalculator.GetWidth(c)),
    };

    private static bool IsFlagLetter(int c) => c is >= 0x1f1e6 and <= 0x1f1ff;
}
