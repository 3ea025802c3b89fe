using System.Globalization;
using System.Text;
using LanTalk.Protocol.Unicode;

namespace LanTalk.Cli.Texts;

/// <summary>Finds out whether a text mentions a name.</summary>
internal static class Mentions
{
    /// <summary>Whether a name is in a text as a word of its own, in any case.</summary>
    public static bool Has(string text, string name)
    {
        text = Normalization.Compose(text);
        for (var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if (BeginsWord(text, at) && EndsWord(text, at + name.Length))
            {
                return true;
            }
        }

        return false;
    }

    private static bool BeginsWord(string text, int start) =>
        start == 0 || !Rune.TryGetRuneAt(text, start, out var first) || !ContinuesWord(Before(text, start), first);

    private static bool EndsWord(string text, int end) =>
        end == text.Length || !Rune.TryGetRuneAt(text, end, out var next) || (!IsMark(next) && !ContinuesWord(Before(text, end), next));

    /// <summary>Whether two characters belong to one word: 看 and b do not, nor do b and さ.</summary>
    private static bool ContinuesWord(Rune one, Rune next) =>
        (Rune.IsLetterOrDigit(one) || IsMark(one)) && Rune.IsLetterOrDigit(next) && !UnspacedScripts.Has(one.Value) && !UnspacedScripts.Has(next.Value);

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static Rune Before(string text, int end)
    {
        Rune.DecodeLastFromUtf16(text.AsSpan(0, end), out var rune, out _);
        return rune;
    }
}
