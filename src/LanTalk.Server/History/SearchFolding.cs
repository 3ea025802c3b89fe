using System.Globalization;
using System.Text;
using LanTalk.Protocol.Unicode;

namespace LanTalk.Server.History;

/// <summary>What counts of a character in a search: case, width, accents and points do not, nor letters that are such a one with a stroke.</summary>
internal static class SearchFolding
{
    /// <summary>Letters that no decomposition leads to those that people type for them.</summary>
    private static readonly Dictionary<char, string> Typed = new (char Letter, string Typed)[]
    {
        ('ł', "l"), ('ø', "o"), ('đ', "d"), ('ð', "d"), ('ħ', "h"), ('ŧ', "t"), ('ı', "i"), ('þ', "th"), ('æ', "ae"), ('œ', "oe"),
    }.ToDictionary(pair => pair.Letter, pair => pair.Typed);

    /// <summary>Marks that can be left out: accents, Hebrew points, Arabic vowels. Those of India and its neighbours are letters to whoever reads them.</summary>
    private static readonly (int First, int Last)[] Accents =
    [
        (0x0300, 0x036f), (0x0483, 0x0487), (0x0591, 0x05c7), (0x0610, 0x061a), (0x064b, 0x065f), (0x0670, 0x0670), (0x06d6, 0x06ed),
        (0x1ab0, 0x1aff), (0x1dc0, 0x1dff), (0x20d0, 0x20ff), (0xfe00, 0xfe2f),
    ];

    // By pages of 256 characters, filled as they are met. Whoever makes an entry at the same time makes the same.
    private static readonly Folded?[]?[] Pages = new Folded?[0x1100][];

    /// <summary>What of a text is looked at: one character for another, where they are the same written in two ways.</summary>
    public static string Prepare(string text) =>
        text.AsSpan().ContainsAnyInRange('\u1100', '\u11ff') || text.Contains('\u0306', StringComparison.Ordinal) ? Normalization.Compose(text) : text;

    /// <summary>A character as it is searched.</summary>
    public static Folded Of(Rune rune)
    {
        var page = Pages[rune.Value >> 8] ??= new Folded?[256];
        return page[rune.Value & 0xff] ??= Make(rune);
    }

    private static Folded Make(Rune rune)
    {
        const int Tatweel = 0x0640, ShortI = 'й', CapitalShortI = 'Й';
        var category = Rune.GetUnicodeCategory(rune);
        if (category == UnicodeCategory.Format || rune.Value == Tatweel)
        {
            return new Folded("", CharacterKind.Ignored);
        }

        var isMark = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
        if (!isMark && !Rune.IsLetterOrDigit(rune) && !Rune.IsNumber(rune) && category != UnicodeCategory.PrivateUse)
        {
            return new Folded("", CharacterKind.Separator);
        }

        // A letter of its own to everybody who writes it; and Hangul stays in syllables.
        var text = rune.Value is ShortI or CapitalShortI ? "й" : IsSyllable(rune) ? rune.ToString() : Simplify(Folding.Fold(Folding.FoldWidth(rune.ToString())));
        return new Folded(
            text,
            text.Length == 0 ? CharacterKind.Ignored
            : isMark ? CharacterKind.Mark
            : UnspacedScripts.Has(rune.Value) && text[0] > '\x7f' ? CharacterKind.Unspaced
            : CharacterKind.Spaced);
    }

    private static bool IsSyllable(Rune rune) => rune.Value is >= 0xac00 and <= 0xd7a3;

    private static string Simplify(string folded)
    {
        var simple = new StringBuilder();
        foreach (var c in folded.Where(c => !Array.Exists(Accents, range => c >= range.First && c <= range.Last)))
        {
            simple.Append(Typed.GetValueOrDefault(c) ?? c.ToString());
        }

        return simple.ToString();
    }

    /// <summary>A character as it is searched.</summary>
    /// <param name="Text">What stands for it.</param>
    /// <param name="Kind">What it is in a word.</param>
    internal sealed record Folded(string Text, CharacterKind Kind);
}
