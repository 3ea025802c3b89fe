using System.Buffers;

namespace LanTalk.Protocol.Text;

/// <summary>
/// Splits off the first word of a line. Any white space ends it: a tab or a no-break space looks like a blank, and the line is meant as a command.
/// </summary>
public static class FirstWord
{
    private static readonly SearchValues<char> WhiteSpace =
        SearchValues.Create([.. Enumerable.Range(0, char.MaxValue).Select(code => (char)code).Where(char.IsWhiteSpace)]);

    /// <summary>The first word, and the rest without surrounding white space; either is empty if it is missing.</summary>
    public static (string First, string Remainder) Split(string line)
    {
        var (first, rest) = Cut(line.TrimStart());
        return (first, rest.Trim());
    }

    /// <summary>The text before the first white space, and everything after that one character: the rest may be indented.</summary>
    public static (string First, string Remainder) Cut(string text)
    {
        var end = text.AsSpan().IndexOfAny(WhiteSpace);
        return end < 0 ? (text, "") : (text[..end], text[(end + 1)..]);
    }
}
