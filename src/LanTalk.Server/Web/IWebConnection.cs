using LanTalk.Server.Transports;

namespace LanTalk.Server.Web;

/// <summary>The abilities of a browser's connection besides HTTP: a feature of each such connection.</summary>
internal interface IWebConnection
{
    /// <summary>Why it has no place here; null if it has one.</summary>
    Refusal? Refusal { get; }

    /// <summary>Whether it is encrypted.</summary>
    bool IsEncrypted { get; }

    /// <summary>A request came.</summary>
    void NoteVisit();

    /// <summary>The upgrade to a WebSocket was answered: as soon as HTTP has ended, the chat is served on the connection.</summary>
    void BecomeChat();
}
