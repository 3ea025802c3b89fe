using System.Buffers;

namespace LanTalk.Protocol.Text;

/// <summary>
/// Cuts the first word off a line. Any white space ends it: a tab or a no-break blank looks like a blank, and what is meant as a command is one.
/// </summary>
public static class FirstWord
{
    private static readonly SearchValues<char> WhiteSpace =
        SearchValues.Create([.. Enumerable.Range(0, char.MaxValue).Select(code => (char)code).Where(char.IsWhiteSpace)]);

    /// <summary>The first word, and what follows it without the white space around; either is empty if it is not there.</summary>
    public static (string First, string Remainder) Split(string line)
    {
        var (first, rest) = Cut(line.TrimStart());
        return (first, rest.Trim());
    }

    /// <summary>What stands before the first white space, and all behind that one character: what follows may be indented.</summary>
    public static (string First, string Remainder) Cut(string text)
    {
        var end = text.AsSpan().IndexOfAny(WhiteSpace);
        return end < 0 ? (text, "") : (text[..end], text[(end + 1)..]);
    }
}
