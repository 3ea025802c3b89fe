namespace LanTalk.Protocol.Text;

/// <summary>What a slash at the start of a text means, to both ends: one begins a command, and two say a text that begins with one.</summary>
public static class SlashRule
{
    /// <summary>What begins a command.</summary>
    public const char Slash = '/';

    private const string Escaped = "//";

    /// <summary>Whether a text is a command.</summary>
    public static bool IsCommand(string text) => text.StartsWith(Slash) && !text.StartsWith(Escaped, StringComparison.Ordinal);

    /// <summary>What a text that is no command says: one slash less where it begins with two.</summary>
    public static string SaidBy(string text) => text.StartsWith(Escaped, StringComparison.Ordinal) ? text[1..] : text;

    /// <summary>A text that says this one, whatever it begins with.</summary>
    public static string Saying(string text) => text.StartsWith(Slash) ? Slash + text : text;
}
