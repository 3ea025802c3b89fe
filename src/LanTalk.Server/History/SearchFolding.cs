using System.Globalization;
using System.Text;
using LanTalk.Protocol.Unicode;

namespace LanTalk.Server.History;

/// <summary>
/// Reduces characters to what counts in a search: case, width, accents and points do not, and letters with a stroke equal those without.
/// </summary>
internal static class SearchFolding
{
    /// <summary>Letters that no decomposition reduces to the ones that people type for them.</summary>
    private static readonly Dictionary<char, string> Typed = new (char Letter, string Typed)[]
    {
        ('ł', "l"), ('ø', "o"), ('đ', "d"), ('ð', "d"), ('ħ', "h"), ('ŧ', "t"), ('ı', "i"), ('þ', "th"), ('æ', "ae"), ('œ', "oe"),
    }.ToDictionary(pair => pair.Letter, pair => pair.Typed);

    /// <summary>
    /// Marks that can be left out: accents, Hebrew points, Arabic vowels. The marks of Indic scripts count as letters to their readers.
    /// </summary>
    private static readonly (int First, int Last)[] Accents =
    [
        (0x0300, 0x036f), (0x0483, 0x0487), (0x0591, 0x05c7), (0x0610, 0x061a), (0x064b, 0x065f), (0x0670, 0x0670), (0x06d6, 0x06ed),
        (0x1ab0, 0x1aff), (0x1dc0, 0x1dff), (0x20d0, 0x20ff), (0xfe00, 0xfe2f),
    ];

    // In pages of 256 characters, filled on demand. Threads may race here; each of them computes the same value.
    private static readonly Folded?[]?[] Pages = new Folded?[0x1100][];

    /// <summary>Normalises a text before it is searched: characters that can be encoded in two ways get one form.</summary>
    public static string Prepare(string text) =>
        text.AsSpan().ContainsAnyInRange('\u1100', '\u11ff') || text.Contains('\u0306', StringComparison.Ordinal) ? Normalization.Compose(text) : text;

    /// <summary>The searched form of a character.</summary>
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

        // Its writers consider this a letter of its own; and Hangul stays in syllables.
        var text = rune.Value is ShortI or CapitalShortI ? "й"
            : IsSyllable(rune) ? rune.ToString()
            : Simplify(Folding.Fold(Folding.FoldWidth(rune.ToString())));
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

    /// <summary>The searched form of a character.</summary>
    /// <param name="Text">The replacement text.</param>
    /// <param name="Kind">Its role in a word.</param>
    internal sealed record Folded(string Text, CharacterKind Kind);
}
