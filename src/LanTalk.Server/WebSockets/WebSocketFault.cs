namespace LanTalk.Server.WebSockets;

/// <summary>The other end broke a rule of the WebSocket or of what is inside, and the connection cannot go on.</summary>
/// <param name="code">What the other end is told.</param>
/// <param name="message">What it did.</param>
internal sealed class WebSocketFault(CloseCode code, string message) : IOException(message)
{
    /// <summary>What the other end is told.</summary>
    public CloseCode Code => code;
}
