using LanTalk.Server.Transports;

namespace LanTalk.Server.Web;

/// <summary>What a browser's connection can do besides HTTP: a feature of each such connection.</summary>
internal interface IWebConnection
{
    /// <summary>Why it has no place here; null if it has one.</summary>
    Refusal? Refusal { get; }

    /// <summary>A request came.</summary>
    void NoteVisit();

    /// <summary>Serves the chat to a browser whose upgrade to a WebSocket was answered, to the connection's end.</summary>
    Task ServeChatAsync();
}
