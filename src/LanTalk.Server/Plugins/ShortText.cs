using LanTalk.Protocol.Text;

namespace LanTalk.Server.Plugins;

/// <summary>Keeps what a plug-in says within limits.</summary>
internal static class ShortText
{
    /// <summary>The maximum length of a reason in UTF-16 units.</summary>
    public const int MaxReason = 300;

    /// <summary>The maximum length of a reply in UTF-16 units: it goes to one user in one piece, and a frame has at most 64 KiB.</summary>
    private const int MaxReply = 8000;

    private const int MaxLines = 100;

    /// <summary>The beginning of a text, and a sign that there is more, if it is longer than a number of UTF-16 units.</summary>
    public static string Of(string text, int length) => text.Length <= length ? text
        : $"{text.AsSpan(0, char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)}…";

    /// <summary>A reason that a user is told: one paragraph.</summary>
    public static string Reason(string text) => SafeText.CleanLines(Of(text, MaxReason));

    /// <summary>The lines of a reply.</summary>
    public static IReadOnlyList<string> Lines(string text)
    {
        var lines = SafeText.CleanLines(Of(text, MaxReply)).Split('\n');
        return lines.Length <= MaxLines ? lines : [.. lines.Take(MaxLines), $"… and {lines.Length - MaxLines} more lines."];
    }
}
