using System.Text;
using LanTalk.Client.Events;
using LanTalk.Client.Trust;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Shares;
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
    /// <summary>Keeps the keys of shares that come in messages; null to keep none.</summary>
    public ReceivedShares? Shares { get; init; }

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

        return (delivery, Whisper(to, messageId, PrivateSeal.Seal(key, recipient, text, id)));
    }

    /// <summary>Seals a text and what goes with it for a key that was found before.</summary>
    /// <param name="to">The user's name.</param>
    /// <param name="recipient">The user's key.</param>
    /// <param name="text">The text.</param>
    /// <param name="attachment">What goes with it.</param>
    /// <param name="messageId">The message's id, in base64url.</param>
    public SealedWhisper Seal(string to, UserIdentity recipient, string text, string? attachment, string messageId) => Whisper(
        to, messageId, PrivateSeal.Seal(key, recipient, text, Base64UrlText.Read(messageId, PrivateSeal.MessageIdLength), attachment));

    /// <summary>Finds the key that something can be sealed for.</summary>
    /// <param name="user">The user.</param>
    /// <param name="tell">Called if that user has another key than before.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task<RecipientKey> FindKeyAsync(string user, Action<ChatEvent> tell, CancellationToken cancellationToken)
    {
        var (delivery, name, theirs) = await FindAsync(user, tell, cancellationToken);
        return new RecipientKey(name, delivery, theirs);
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
        if (TryOpen(message) is not { } content)
        {
            return [new NotOpened(message.Timestamp, message.FromUser) { At = message.At }];
        }

        if (!seen.Add(content.Id))
        {
            return [];
        }

        // Only now: the sender has proven to hold the key. A key that merely appears in a message proves nothing.
        var changed = users.Meet(server, message.FromUser, content.Sender) == UserKeyVerdict.Changed;
        if (content.Share is not null)
        {
            Shares?.Keep(server, message.FromUser, content.Sender, content.Share);
        }

        var opened = new PrivateMessage(message.Timestamp, message.FromUser, SafeText.CleanLines(content.Text))
        {
            IsSealed = true,
            At = message.At,
            Share = FactsOf(content.Share),
        };
        return changed ? [new UserKeyChanged(message.FromUser, content.Sender), new Received(opened)] : [new Received(opened)];
    }

    /// <summary>
    /// Keeps only the key of a share, if there is one in a message that is left to another login of this user. Not if the sender has another key than
    /// before: the user has to be told of that first.
    /// </summary>
    public void Glance(SealedPrivateMessage message)
    {
        if (message.Share is not null && Shares is not null && TryOpen(message) is { Share: { } share } content
            && users.Judge(server, message.FromUser, content.Sender) != UserKeyVerdict.Changed)
        {
            Shares.Keep(server, message.FromUser, content.Sender, share);
        }
    }

    private Opened? TryOpen(SealedPrivateMessage message)
    {
        // An invalid name could look like a friend's; valid names that look alike are treated as one by the code that remembers keys.
        if (!UserName.IsValid(message.FromUser, MaxName)
            || Read(message.Key, message.AgreementKey, message.AgreementSignature) is not { } sender
            || Base64UrlText.Read(message.Id, PrivateSeal.MessageIdLength) is not { } id
            || Base64UrlText.Read(message.Encapsulation, KeyLength) is not { } encapsulation
            || Base64UrlText.ReadUpTo(message.Ciphertext, PrivateSeal.MaxCiphertextLength) is not { } ciphertext)
        {
            return null;
        }

        ReadOnlyMemory<byte>? attachment = null;
        if (message.Share is not null)
        {
            if (Base64UrlText.ReadUpTo(message.Share, PrivateSeal.MaxAttachmentLength) is not { } attached)
            {
                return null;
            }

            attachment = attached;
        }

        if (PrivateSeal.TryOpen(key, sender, new SealedText(encapsulation, ciphertext) { Attachment = attachment }, id) is not { } opened)
        {
            return null;
        }

        var share = opened.Attachment is null ? null : SealedShare.TryParse(opened.Attachment);
        return share is null && opened.Attachment is not null ? null : new Opened(id, sender, opened.Text, share);
    }

    private static ShareFacts? FactsOf(SealedShare? share) =>
        share is null ? null : new ShareFacts(share.Share, share.Title, share.Count, share.Size, share.ManifestSize, share.Root);

    private static SealedWhisper Whisper(string to, string messageId, SealedText made) => new(
        to, messageId, Base64UrlText.Write(made.Encapsulation.Span), Base64UrlText.Write(made.Ciphertext.Span))
    {
        Share = made.Attachment is { } attachment ? Base64UrlText.Write(attachment.Span) : null,
    };

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

    /// <summary>The contents of a message that was opened.</summary>
    private sealed record Opened(byte[] Id, UserIdentity Sender, string Text, SealedShare? Share);
}
