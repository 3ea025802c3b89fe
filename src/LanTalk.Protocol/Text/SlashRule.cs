using System.Buffers;
using System.Text;

namespace LanTalk.Protocol.Text;

/// <summary>What a slash at the start of a text means, to both ends: one begins a command, and two say a text that begins with one.</summary>
public static class SlashRule
{
    /// <summary>What begins a command.</summary>
    public const char Slash = '/';

    private const string Escaped = "//";

    // What keyboards and input methods put in a slash's place: fullwidth, fraction, division, big solidus, backslash.
    private const string LookAlikes = "\uff0f\u2044\u2215\u29f8\\";

    /// <summary>Whether a text is a command.</summary>
    public static bool IsCommand(string text) => text.StartsWith(Slash) && !text.StartsWith(Escaped, StringComparison.Ordinal);

    /// <summary>What a text that is no command says: one slash less where it begins with two.</summary>
    public static string SaidBy(string text) => text.StartsWith(Escaped, StringComparison.Ordinal) ? text[1..] : text;

    /// <summary>A text that says this one, whatever it begins with.</summary>
    public static string Saying(string text) => text.StartsWith(Slash) ? Slash + text : text;

    /// <summary>
    /// Whether a text is a command to whoever typed it, and to no program: something invisible, such as a byte order mark, stands before its
    /// slash. It must not be said: what was meant for one user would reach everybody.
    /// </summary>
    public static bool IsHiddenCommand(string text)
    {
        var start = InvisibleText.Skip(text);
        return start > 0 && IsCommand(text[start..]);
    }

    /// <summary>
    /// The word that would be a command if nothing but signs and blanks stood before its slash, or if its slash were one: <c>. /pm</c>,
    /// <c>\pm</c>. Null if there is none, and for a text that begins with a slash.
    /// </summary>
    public static string? FindStrayCommand(string text)
    {
        var start = text.AsSpan().TrimStart();
        if (start is [Slash, ..])
        {
            return null;
        }

        while (Rune.DecodeFromUtf16(start, out var rune, out var length) == OperationStatus.Done)
        {
            start = start[length..];
            if (rune.Value == Slash || LookAlikes.Contains(rune.ToString(), StringComparison.Ordinal))
            {
                return WordAt(start);
            }

            if (Rune.IsLetterOrDigit(rune) || rune.Value == '\n')
            {
                return null;
            }
        }

        return null;
    }

    private static string? WordAt(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
        {
            if (!char.IsAsciiLetterOrDigit(text[end++]))
            {
                return null;
            }
        }

        return end == 0 ? null : text[..end].ToString();
    }
}
