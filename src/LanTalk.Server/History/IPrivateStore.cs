using LanTalk.Protocol.Security;

namespace LanTalk.Server.History;

/// <summary>
/// Keeps private messages until their recipients, who are known by their keys, have confirmed them; and the keys that they are sealed to. What is
/// kept is there after a kill of the process. Any thread may call.
/// </summary>
internal interface IPrivateStore
{
    /// <summary>Keeps a message.</summary>
    /// <exception cref="StoreException">It is not kept; the message says why, for a person.</exception>
    PrivateKeeping Keep(WaitingMessage message);

    /// <summary>The messages that a key has not confirmed, oldest first.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    IReadOnlyList<WaitingMessage> ReadWaiting(string recipient);

    /// <summary>A recipient has a message: it is not read again, and its mark stays known.</summary>
    /// <exception cref="StoreException">It is not noted.</exception>
    void Confirm(string recipient, string mark);

    /// <summary>Remembers an identity, so that messages can be sealed to it while it is offline.</summary>
    /// <exception cref="StoreException">It is not remembered.</exception>
    void Remember(UserIdentity identity);

    /// <summary>The identity of a key in its full form; null if it is not remembered.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    UserIdentity? FindIdentity(string key);
}

/// <summary>What became of a message that was to be kept.</summary>
internal enum PrivateKeeping
{
    /// <summary>It is kept.</summary>
    Kept,

    /// <summary>A message of that sender with that mark has been kept before.</summary>
    Known,

    /// <summary>As much waits for the recipient, or from the sender, as may; see <see cref="BoxLoad"/>.</summary>
    Full,
}

/// <summary>A private message that waits for its recipient.</summary>
/// <param name="Sender">Whom it is counted against: the sender's key in its full form, or <c>@</c> and the address of one without a key; empty for the operator.</param>
/// <param name="Mark">The sender's mark, by which the recipient confirms it.</param>
/// <param name="Recipient">The recipient's key in its full form.</param>
/// <param name="At">When it was sent, in milliseconds since 1970, UTC.</param>
/// <param name="Frame">The message as a line of JSON; its time is set anew when it is sent.</param>
internal sealed record WaitingMessage(string Sender, string Mark, string Recipient, long At, string Frame)
{
    /// <summary>How long a message waits, and its nonce is known.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(7);
}
