using System.Buffers;
using System.Text;

namespace LanTalk.Protocol.Text;

/// <summary>
/// Makes text from the network fit to be shown or logged: no terminal escape, no forged line, no reversed reading order.
/// Control characters become their visible pictures (U+2400 block), so nothing is silently lost.
/// </summary>
public static class SafeText
{
    private static readonly SearchValues<char> Suspects = SearchValues.Create(SuspectCharacters());

    /// <summary>Whether <paramref name="text"/> can be shown as it is.</summary>
    public static bool IsSafe(ReadOnlySpan<char> text)
    {
        for (var start = 0; ;)
        {
            var hit = text[start..].IndexOfAny(Suspects);
            if (hit < 0)
            {
                return true;
            }

            start += hit;
            if (!IsPairAt(text, start))
            {
                return false;
            }

            start += 2;
        }
    }

    /// <summary><paramref name="text"/> with everything replaced that must not be shown raw; the same instance if nothing must.</summary>
    public static string Clean(string text)
    {
        if (IsSafe(text))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (IsPairAt(text, i))
            {
                clean.Append(c).Append(text[++i]);
            }
            else
            {
                clean.Append(Suspects.Contains(c) ? Picture(c) : c);
            }
        }

        return clean.ToString();
    }

    private static bool IsPairAt(ReadOnlySpan<char> text, int index) =>
        char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]);

    private static char Picture(char c) => c switch
    {
        '\t' => ' ',
        < ' ' => (char)(0x2400 + c),
        '\x7f' => '\x2421',
        _ => '\xfffd',
    };

    private static ReadOnlySpan<char> SuspectCharacters()
    {
        var suspects = new List<char>();
        AddRange(0x00, 0x1f);
        AddRange(0x7f, 0x9f);
        AddRange(0x2028, 0x202e); // line and paragraph separators, bidi embeddings and overrides
        AddRange(0x2066, 0x2069); // bidi isolates
        AddRange(0xd800, 0xdfff); // surrogates: fine in pairs only
        return suspects.ToArray();

        void AddRange(int first, int last)
        {
            for (var c = first; c <= last; c++)
            {
                suspects.Add((char)c);
            }
        }
    }
}
