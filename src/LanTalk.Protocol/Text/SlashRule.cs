using System.Buffers;
using System.Text;

namespace LanTalk.Protocol.Text;

/// <summary>
/// The meaning of a slash at the start of a text, for both ends: one begins a command, and two stand for a text that begins with one.
/// </summary>
public static class SlashRule
{
    /// <summary>Begins a command.</summary>
    public const char Slash = '/';

    private const string Escaped = "//";

    private static readonly SearchValues<char> CommandCharacters =
        SearchValues.Create("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // Characters that keyboards and input methods give instead of a slash: fullwidth, fraction, division, big solidus, backslash.
    private const string LookAlikes = "\uff0f\u2044\u2215\u29f8\\";

    /// <summary>Whether a text is a command.</summary>
    public static bool IsCommand(string text) => text.StartsWith(Slash) && !text.StartsWith(Escaped, StringComparison.Ordinal);

    /// <summary>The text that a line which is not a command stands for: without the first of two leading slashes.</summary>
    public static string SaidBy(string text) => text.StartsWith(Escaped, StringComparison.Ordinal) ? text[1..] : text;

    /// <summary>The line that stands for this text, whatever it begins with.</summary>
    public static string Saying(string text) => text.StartsWith(Slash) ? Slash + text : text;

    /// <summary>
    /// Whether a text is a command to the person who typed it, but not to a program: something invisible, such as a byte order mark, comes before its
    /// slash. It must not be sent: a message for one user would reach everybody.
    /// </summary>
    public static bool IsHiddenCommand(string text)
    {
        var start = InvisibleText.Skip(text);
        return start > 0 && IsCommand(text[start..]);
    }

    /// <summary>
    /// The word that would be a command if not for signs and blanks before its slash, or another sign in place of the slash: <c>. /pm</c>,
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

    /// <summary>Whether a word can be the name of a command: letters and digits of ASCII, and within it hyphens.</summary>
    public static bool IsCommandName(ReadOnlySpan<char> word) => word is not ([] or ['-', ..]) && !word.ContainsAnyExcept(CommandCharacters);

    private static string? WordAt(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        return IsCommandName(text[..end]) ? text[..end].ToString() : null;
    }
}
