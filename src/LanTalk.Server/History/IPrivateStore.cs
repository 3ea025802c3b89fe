using LanTalk.Protocol.Security;

namespace LanTalk.Server.History;

/// <summary>
/// Stores private messages until their recipients, who are identified by their keys, have confirmed them; and the keys that they are sealed to.
/// Stored data survives a kill of the process. Thread-safe.
/// </summary>
internal interface IPrivateStore
{
    /// <summary>Stores a message.</summary>
    /// <exception cref="StoreException">It is not stored; the message says why, for a person.</exception>
    PrivateKeeping Keep(WaitingMessage message);

    /// <summary>The messages that a key has not confirmed, oldest first.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    IReadOnlyList<WaitingMessage> ReadWaiting(string recipient);

    /// <summary>Records that a recipient has a message: it is not read again, but its id stays known.</summary>
    /// <exception cref="StoreException">It is not recorded.</exception>
    void Confirm(string recipient, string id);

    /// <summary>Remembers an identity, so that messages can be sealed to it while it is offline. It is forgotten a month after its name has expired.</summary>
    /// <exception cref="StoreException">It is not remembered.</exception>
    void Remember(UserIdentity identity);

    /// <summary>The identity of a key in its full form; null if it is not remembered.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    UserIdentity? FindIdentity(string key);
}

/// <summary>The result of storing a message.</summary>
internal enum PrivateKeeping
{
    /// <summary>It is stored.</summary>
    Kept,

    /// <summary>A message of that sender with that id was stored before.</summary>
    Known,

    /// <summary>The recipient's box is full, or the sender's share is used up; see <see cref="BoxLoad"/>.</summary>
    Full,
}

/// <summary>A private message that waits for its recipient.</summary>
/// <param name="Sender">
/// The account it is counted against: the sender's key in its full form, or <c>@</c> and the address of a sender without a key; empty for the
/// operator.
/// </param>
/// <param name="Id">The message's id, unique per sender, by which the recipient confirms it.</param>
/// <param name="Recipient">The recipient's key in its full form.</param>
/// <param name="At">When it was sent, in milliseconds since 1970, UTC.</param>
/// <param name="Frame">The message as a line of JSON; its time is rewritten when it is sent.</param>
internal sealed record WaitingMessage(string Sender, string Id, string Recipient, long At, string Frame)
{
    /// <summary>How long a message waits, and how long its id stays known.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(7);
}
