namespace LanTalk.Server.WebSockets;

/// <summary>Why a WebSocket is closed, as its close frame says it (RFC 6455, section 7.4.1).</summary>
internal enum CloseCode : ushort
{
    /// <summary>All was said.</summary>
    Normal = 1000,

    /// <summary>The other end broke a rule.</summary>
    ProtocolError = 1002,

    /// <summary>The other end sent a kind of message that this end does not take.</summary>
    Unsupported = 1003,

    /// <summary>A message was too long.</summary>
    TooBig = 1009,
}
