using LanTalk.Server.Clock;

namespace LanTalk.Server.Sessions;

/// <summary>A line of an answer that quotes a message, or stands beside such lines.</summary>
/// <param name="Text">The line, without the time.</param>
/// <param name="At">When the message was posted, in milliseconds since 1970, UTC; null if the line quotes nothing.</param>
/// <param name="Tag">What stands before the line, such as the room in brackets.</param>
internal readonly record struct QuotedLine(string Text, long? At = null, string Tag = "")
{
    /// <summary>The line for a client that shows the time itself.</summary>
    public string Undated => Tag + Text;

    /// <summary>The line with the server's local time, for readers who are shown no other.</summary>
    public string Dated(ServerClock clock) => At is { } at ? $"{Tag}[{clock.At(at)}] {Text}" : Undated;
}
