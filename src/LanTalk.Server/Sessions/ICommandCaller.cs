using LanTalk.Protocol.Messages;
using LanTalk.Server.History;
using LanTalk.Server.Rooms;

namespace LanTalk.Server.Sessions;

/// <summary>The author of texts and commands: a user's session, or the operator at the console.</summary>
internal interface ICommandCaller : IRoomAuthor
{
    /// <summary>The name by which others know the caller.</summary>
    string Name { get; }

    /// <summary>The session of a user; null for the operator.</summary>
    Session? Session { get; }

    /// <summary>Shows the caller an answer.</summary>
    void Reply(string text);

    /// <summary>Shows the caller an answer of many lines.</summary>
    void Reply(IReadOnlyList<string> lines);

    /// <summary>Shows the caller an answer that quotes messages, in the caller's time zone where that is known.</summary>
    void Quote(IReadOnlyList<QuotedLine> lines);

    /// <summary>Tells the caller that its message had no effect, and why.</summary>
    /// <param name="text">The reason, for a person.</param>
    /// <param name="nonce">The nonce of the message; null if it had none.</param>
    void Refuse(string text, string? nonce = null);

    /// <summary>Shows the operator a private message that it sent; a user's client shows it by itself.</summary>
    /// <param name="to">The recipient.</param>
    /// <param name="text">The text.</param>
    void ShowSent(string to, string text)
    {
        // The client shows it when it is acknowledged.
    }

    /// <summary>Shows the caller an invitation.</summary>
    void Show(Invitation invitation);

    /// <summary>A store's fault as told to the caller: users do not see names of files.</summary>
    string TextOf(StoreException fault) => Session is null ? fault.Message : fault.PublicMessage;
}
