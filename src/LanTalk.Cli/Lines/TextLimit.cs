using System.Text;
using LanTalk.Client.Sessions;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Lines;

/// <summary>The server's limit for a text. A longer one is not sent: the server would only refuse it.</summary>
internal static class TextLimit
{
    /// <summary>Why a text is too long, as the end of a sentence; null if it is not.</summary>
    public static string? ProblemOf(IChatSession session, string text)
    {
        // Version 2 gets a text of several lines as one, joined by signs that are longer than a line feed.
        var length = Encoding.UTF8.GetByteCount(session.HasRooms ? text : SafeText.CleanOnOneLine(text));
        return length > (session.Welcome.MaxText ?? int.MaxValue) ? $"it has {length} bytes, and the server takes {session.Welcome.MaxText}" : null;
    }
}
