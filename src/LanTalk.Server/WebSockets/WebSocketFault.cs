namespace LanTalk.Server.WebSockets;

/// <summary>The other end broke a rule of the WebSocket or of what is inside, and the connection cannot go on.</summary>
/// <param name="code">The close code that the other end is sent.</param>
/// <param name="message">What it did.</param>
internal sealed class WebSocketFault(CloseCode code, string message) : IOException(message)
{
    /// <summary>The close code that the other end is sent.</summary>
    public CloseCode Code => code;
}
