using System.Diagnostics;
using System.Text;
using NSec.Cryptography;

namespace LanTalk.Protocol.Security;

/// <summary>A private message in its sealed form.</summary>
/// <param name="Encapsulation">The public key that was made for it, 32 bytes.</param>
/// <param name="Ciphertext">The text, padded.</param>
public sealed record SealedText(ReadOnlyMemory<byte> Encapsulation, ReadOnlyMemory<byte> Ciphertext)
{
    /// <summary>Goes with the text, for the recipient's program, padded too; null for nothing.</summary>
    public ReadOnlyMemory<byte>? Attachment { get; init; }
}

/// <summary>A private message that was opened.</summary>
/// <param name="Text">The text.</param>
/// <param name="Attachment">What goes with it, for a program; null for nothing. No text that a user writes can become this.</param>
public sealed record OpenedText(string Text, string? Attachment);

/// <summary>
/// Seals private messages from one user to another: the server passes them on and can neither read nor change them. The recipient knows who sealed a
/// message, but could have sealed it too, and so cannot prove its content to anybody else. Not provided: an attacker who gets the recipient's key can
/// read earlier messages, and a message that is passed on twice opens twice, which its id reveals.
/// </summary>
public static class PrivateSeal
{
    /// <summary>The length of a message's id in bytes.</summary>
    public const int MessageIdLength = 16;

    /// <summary>The longest ciphertext in bytes.</summary>
    public const int MaxCiphertextLength = 64 * 1024;

    /// <summary>The longest text, in UTF-8 bytes: the longest ciphertext without its padding and tag.</summary>
    public const int MaxTextLength =
        ((MaxCiphertextLength - HpkeContext.TagLength) / TextPadding.BlockLength * TextPadding.BlockLength) - 1;

    /// <summary>The longest sealed attachment in bytes.</summary>
    public const int MaxAttachmentLength = 4 * 1024;

    // The numbers of the messages in their context: what is sealed as one cannot be opened as the other.
    private const byte TextNumber = 0, AttachmentNumber = 1;

    private static ReadOnlySpan<byte> Info => "lantalk/3 private message"u8;

    /// <summary>Seals a text.</summary>
    /// <param name="sender">The sender's key.</param>
    /// <param name="recipient">The only user who can open it; the sender cannot.</param>
    /// <param name="text">Any text; invalid Unicode in it becomes U+FFFD.</param>
    /// <param name="messageId">Random bytes that are this message's id.</param>
    /// <param name="attachment">What goes with the text, for the recipient's program; null for nothing.</param>
    /// <exception cref="ArgumentException">The text or the attachment is too long, or the id has another length.</exception>
    public static SealedText Seal(UserKey sender, UserIdentity recipient, string text, ReadOnlySpan<byte> messageId, string? attachment = null)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(messageId.Length, MessageIdLength, nameof(messageId));
        if (Encoding.UTF8.GetByteCount(text) > MaxTextLength)
        {
            throw new ArgumentException($"A private message has at most {MaxTextLength} bytes in UTF-8.", nameof(text));
        }

        if (attachment is not null && TextPadding.PaddedLength(Encoding.UTF8.GetByteCount(attachment)) + HpkeContext.TagLength > MaxAttachmentLength)
        {
            throw new ArgumentException("The attachment is too long.", nameof(attachment));
        }

        using var ephemeral = Key.Create(KeyAgreementAlgorithm.X25519);
        var context = HpkeAuth.SetupAuthS(ephemeral, sender.Agreement, recipient.AgreementKey.Span, Info)
            ?? throw new UnreachableException("No identity has a key of low order.");
        var associated = AssociatedData(sender.Identity, recipient, messageId);
        return new SealedText(X25519Keys.PublicBytes(ephemeral), context.Seal(associated, TextPadding.Pad(text), TextNumber))
        {
            Attachment = attachment is null ? default(ReadOnlyMemory<byte>?) : context.Seal(associated, TextPadding.Pad(attachment), AttachmentNumber),
        };
    }

    /// <summary>Opens a message; null unless exactly this sender sealed exactly this for exactly this recipient.</summary>
    public static OpenedText? TryOpen(UserKey recipient, UserIdentity sender, SealedText message, ReadOnlySpan<byte> messageId)
    {
        if (messageId.Length != MessageIdLength
            || message.Ciphertext.Length > MaxCiphertextLength
            || message.Attachment?.Length > MaxAttachmentLength
            || HpkeAuth.SetupAuthR(message.Encapsulation.Span, recipient.Agreement, sender.AgreementKey.Span, Info) is not { } context)
        {
            return null;
        }

        var associated = AssociatedData(sender, recipient.Identity, messageId);
        var text = Open(message.Ciphertext, TextNumber);
        var attachment = message.Attachment is { } attached ? Open(attached, AttachmentNumber) : null;
        return text is null || (attachment is null && message.Attachment is not null) ? null : new OpenedText(text, attachment);

        string? Open(ReadOnlyMemory<byte> ciphertext, byte number) =>
            context.TryOpen(associated, ciphertext.Span, number) is { } padded ? TextPadding.TryUnpad(padded) : null;
    }

    /// <summary>HPKE itself binds the message to the agreement keys; this binds it to the users, and to its id.</summary>
    private static byte[] AssociatedData(UserIdentity sender, UserIdentity recipient, ReadOnlySpan<byte> messageId) =>
        [.. sender.SigningKey.Span, .. recipient.SigningKey.Span, .. messageId];
}
