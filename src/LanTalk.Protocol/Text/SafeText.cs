using System.Buffers;
using System.Text;

namespace LanTalk.Protocol.Text;

/// <summary>
/// Makes text from the network safe to show or log: no terminal escape, no forged line, no reversed reading order. Control characters become their
/// visible pictures (U+2400 block), so nothing is silently lost. Everything is one line, except users' messages: <see cref="CleanLines"/> keeps their
/// line feeds.
/// </summary>
public static class SafeText
{
    private const string LineFeedSign = " \u23ce ";

    private static readonly SearchValues<char> Suspects = SearchValues.Create([.. SuspectCharacters()]);
    private static readonly SearchValues<char> SuspectsAmongLines = SearchValues.Create([.. SuspectCharacters().Where(c => c != '\n')]);

    /// <summary>Whether <paramref name="text"/> can be shown as it is.</summary>
    public static bool IsSafe(ReadOnlySpan<char> text) => HasNone(Suspects, text);

    /// <summary><paramref name="text"/> with everything replaced that must not be shown raw; the same instance if nothing is.</summary>
    public static string Clean(string text) => Clean(text, Suspects);

    /// <summary>
    /// <see cref="Clean(string)"/> for users' messages, which may have several lines: line feeds stay, CR LF and CR become line feeds, and those at
    /// the end are removed. Nothing else breaks a line. The same instance if nothing changes.
    /// </summary>
    /// <remarks>Indent the further lines when showing such a text: otherwise its author can forge a message with them.</remarks>
    public static string CleanLines(string text) =>
        Clean(WithLineFeeds(text), SuspectsAmongLines);

    /// <summary>Typed or piped input with normalized line ends: CR LF and CR become line feeds, and those at the end are removed.</summary>
    public static string WithLineFeeds(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').TrimEnd('\n');

    /// <summary>
    /// <see cref="CleanLines"/> on one line, with <c>⏎</c> between blanks for each line feed: for wires and views without texts of several lines. The
    /// same instance if nothing changes.
    /// </summary>
    public static string CleanOnOneLine(string text) => CleanLines(text).Replace("\n", LineFeedSign, StringComparison.Ordinal);

    private static bool HasNone(SearchValues<char> suspects, ReadOnlySpan<char> text)
    {
        for (var start = 0; ;)
        {
            var hit = text[start..].IndexOfAny(suspects);
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

    private static string Clean(string text, SearchValues<char> suspects)
    {
        if (HasNone(suspects, text))
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
                clean.Append(suspects.Contains(c) ? Picture(c) : c);
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

    private static List<char> SuspectCharacters()
    {
        var suspects = new List<char>();
        AddRange(0x00, 0x1f);
        AddRange(0x7f, 0x9f);
        AddRange(0x2028, 0x202e); // line and paragraph separators, bidi embeddings and overrides
        AddRange(0x2066, 0x2069); // bidi isolates
        AddRange(0xd800, 0xdfff); // surrogates: valid only in pairs
        return suspects;

        void AddRange(int first, int last)
        {
            for (var c = first; c <= last; c++)
            {
                suspects.Add((char)c);
            }
        }
    }
}
