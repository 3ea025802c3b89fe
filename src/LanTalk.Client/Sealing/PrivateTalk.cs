using System.Text;
using LanTalk.Client.Events;
using LanTalk.Client.Trust;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Text;

namespace LanTalk.Client.Sealing;

/// <summary>
/// Private messages that the server cannot read: finds the recipient's key, checks it against the one met before, and seals; and the reverse for
/// incoming messages. It knows no connection. Sending and receiving may happen at the same time.
/// </summary>
/// <param name="key">This user's key.</param>
/// <param name="server">The server that the users belong to.</param>
/// <param name="users">The keys met before.</param>
/// <param name="asks">Asks for keys.</param>
/// <param name="seen">The messages opened before, also on other connections.</param>
internal sealed class PrivateTalk(UserKey key, ServerFingerprint server, KnownUsers users, KeyAsks asks, SeenIds seen)
{
    private const int KeyLength = 32;
    private const int SignatureLength = 64;
    private const int MaxName = 64;

    /// <summary>Seals a text for a user; if that fails, the result says why.</summary>
    /// <param name="to">The user.</param>
    /// <param name="text">The text.</param>
    /// <param name="messageId">The message's id, in base64url.</param>
    /// <param name="tell">Called before anything is sealed for another key than before.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task<(PrivateDelivery Delivery, SealedWhisper? Message)> SealAsync(
        string to, string text, string messageId, Action<ChatEvent> tell, CancellationToken cancellationToken)
    {
        if (Base64UrlText.Read(messageId, PrivateSeal.MessageIdLength) is not { } id)
        {
            throw new ArgumentException("That is no id of a message.", nameof(messageId));
        }

        if (Encoding.UTF8.GetByteCount(text) > PrivateSeal.MaxTextLength)
        {
            return (PrivateDelivery.TooLong, null);
        }

        var (delivery, _, recipient) = await FindAsync(to, tell, cancellationToken);
        if (recipient is null)
        {
            return (delivery, null);
        }

        var made = PrivateSeal.Seal(key, recipient, text, id);
        return (delivery, new SealedWhisper(to, messageId, Base64UrlText.Write(made.Encapsulation.Span), Base64UrlText.Write(made.Ciphertext.Span)));
    }

    /// <summary>The words to compare with a user.</summary>
    public async Task<Verification> VerifyAsync(string user, Action<ChatEvent> tell, CancellationToken cancellationToken)
    {
        var (delivery, name, theirs) = await FindAsync(user, tell, cancellationToken);

        // Slow on purpose: on a thread that nobody waits for.
        var words = theirs is null ? null : await Task.Run(() => SafetyWords.Between(key.Identity, theirs), cancellationToken);
        return new Verification(name, delivery, words, key.Identity, theirs);
    }

    /// <summary>Opens a message; the events are to be shown in their order. None for one that was shown before.</summary>
    public IReadOnlyList<ChatEvent> Open(SealedPrivateMessage message)
    {
        // An invalid name could look like a friend's; valid names that look alike are treated as one by the code that remembers keys.
        if (!UserName.IsValid(message.FromUser, MaxName)
            || Read(message.Key, message.AgreementKey, message.AgreementSignature) is not { } sender
            || Base64UrlText.Read(message.Id, PrivateSeal.MessageIdLength) is not { } id
            || Base64UrlText.Read(message.Encapsulation, KeyLength) is not { } encapsulation
            || Base64UrlText.ReadUpTo(message.Ciphertext, PrivateSeal.MaxCiphertextLength) is not { } ciphertext
            || PrivateSeal.TryOpen(key, sender, new SealedText(encapsulation, ciphertext), id) is not { } text)
        {
            return [new NotOpened(message.Timestamp, message.FromUser) { At = message.At }];
        }

        if (!seen.Add(id))
        {
            return [];
        }

        // Only now: the sender has proven to hold the key. A key that merely appears in a message proves nothing.
        var changed = users.Meet(server, message.FromUser, sender) == UserKeyVerdict.Changed;
        var opened = new PrivateMessage(message.Timestamp, message.FromUser, SafeText.CleanLines(text)) { IsSealed = true, At = message.At };
        return changed ? [new UserKeyChanged(message.FromUser, sender), new Received(opened)] : [new Received(opened)];
    }

    private async Task<(PrivateDelivery Delivery, string Name, UserIdentity? Key)> FindAsync(
        string user, Action<ChatEvent> tell, CancellationToken cancellationToken)
    {
        if (!UserName.IsValid(user, MaxName))
        {
            return (PrivateDelivery.NobodyThere, user, null);
        }

        KeyAnswer answer;
        try
        {
            answer = await asks.AskAsync(user, cancellationToken);
        }
        catch (TimeoutException)
        {
            return (PrivateDelivery.NoAnswer, user, null);
        }

        // Offline users have keys too, and sealed messages wait for them.
        if (!answer.IsOnline && answer.Key is null)
        {
            return (PrivateDelivery.NobodyThere, answer.User, null);
        }

        // A server that could talk us out of sealing could read along. So nothing goes unsealed to a name that had a key before.
        if (answer.Key is null)
        {
            return (users.IsKnown(server, answer.User) ? PrivateDelivery.KeyWithheld : PrivateDelivery.NotSealed, answer.User, null);
        }

        if (Read(answer.Key, answer.AgreementKey, answer.AgreementSignature) is not { } identity)
        {
            return (PrivateDelivery.KeyWithheld, answer.User, null);
        }

        if (users.Meet(server, answer.User, identity) == UserKeyVerdict.Changed)
        {
            tell(new UserKeyChanged(answer.User, identity));
        }

        return (PrivateDelivery.Sealed, answer.User, identity);
    }

    private static UserIdentity? Read(string? signingKey, string? agreementKey, string? signature) =>
        Base64UrlText.Read(signingKey, KeyLength) is { } signing
        && Base64UrlText.Read(agreementKey, KeyLength) is { } agreement
        && Base64UrlText.Read(signature, SignatureLength) is { } vouched
            ? UserIdentity.TryCreate(signing, agreement, vouched)
            : null;
}
