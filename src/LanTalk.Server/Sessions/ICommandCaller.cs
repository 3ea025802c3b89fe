using LanTalk.Protocol.Messages;
using LanTalk.Server.History;
using LanTalk.Server.Rooms;

namespace LanTalk.Server.Sessions;

/// <summary>The author of texts and commands: a user's session, or the operator at the console.</summary>
internal interface ICommandCaller : IRoomAuthor
{
    /// <summary>The name others know the caller by.</summary>
    string Name { get; }

    /// <summary>The session of a user; null for the operator.</summary>
    Session? Session { get; }

    /// <summary>Shows the caller an answer.</summary>
    void Reply(string text);

    /// <summary>Shows the caller an answer of many lines.</summary>
    void Reply(IReadOnlyList<string> lines);

    /// <summary>Tells the caller that what it sent did nothing, and why.</summary>
    /// <param name="text">Why, for a person.</param>
    /// <param name="nonce">The nonce of what it sent; null if it had none.</param>
    void Refuse(string text, string? nonce = null);

    /// <summary>Shows the caller a private message that it has sent; whoever has a client sees that there.</summary>
    /// <param name="to">To whom.</param>
    /// <param name="text">What.</param>
    void ShowSent(string to, string text)
    {
        // A client shows it when it is acknowledged.
    }

    /// <summary>Shows the caller an invitation.</summary>
    void Show(Invitation invitation);

    /// <summary>What to tell the caller of a fault of the store: users without the names of files.</summary>
    string TextOf(StoreException fault) => Session is null ? fault.Message : fault.PublicMessage;
}
