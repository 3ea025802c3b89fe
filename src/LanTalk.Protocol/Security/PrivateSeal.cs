using System.Diagnostics;
using System.Text;
using NSec.Cryptography;

namespace LanTalk.Protocol.Security;

/// <summary>A private message in its sealed form.</summary>
/// <param name="Encapsulation">The public key that was made for it, 32 bytes.</param>
/// <param name="Ciphertext">Everything else, padded.</param>
public sealed record SealedText(ReadOnlyMemory<byte> Encapsulation, ReadOnlyMemory<byte> Ciphertext);

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

    private static ReadOnlySpan<byte> Info => "lantalk/3 private message"u8;

    /// <summary>Seals a text.</summary>
    /// <param name="sender">The sender's key.</param>
    /// <param name="recipient">The only user who can open it; the sender cannot.</param>
    /// <param name="text">Any text; invalid Unicode in it becomes U+FFFD.</param>
    /// <param name="messageId">Random bytes that are this message's id.</param>
    /// <exception cref="ArgumentException">The text is too long, or the id has another length.</exception>
    public static SealedText Seal(UserKey sender, UserIdentity recipient, string text, ReadOnlySpan<byte> messageId)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(messageId.Length, MessageIdLength, nameof(messageId));
        if (Encoding.UTF8.GetByteCount(text) > MaxTextLength)
        {
            throw new ArgumentException($"A private message has at most {MaxTextLength} bytes in UTF-8.", nameof(text));
        }

        using var ephemeral = Key.Create(KeyAgreementAlgorithm.X25519);
        var context = HpkeAuth.SetupAuthS(ephemeral, sender.Agreement, recipient.AgreementKey.Span, Info)
            ?? throw new UnreachableException("No identity has a key of low order.");
        var ciphertext = context.Seal(AssociatedData(sender.Identity, recipient, messageId), TextPadding.Pad(text));
        return new SealedText(X25519Keys.PublicBytes(ephemeral), ciphertext);
    }

    /// <summary>Opens a message; null unless exactly this sender sealed exactly this for exactly this recipient.</summary>
    public static string? TryOpen(UserKey recipient, UserIdentity sender, SealedText message, ReadOnlySpan<byte> messageId) =>
        messageId.Length == MessageIdLength
        && message.Ciphertext.Length <= MaxCiphertextLength
        && HpkeAuth.SetupAuthR(message.Encapsulation.Span, recipient.Agreement, sender.AgreementKey.Span, Info) is { } context
        && context.TryOpen(AssociatedData(sender, recipient.Identity, messageId), message.Ciphertext.Span) is { } padded
            ? TextPadding.TryUnpad(padded)
            : null;

    /// <summary>HPKE itself binds the message to the agreement keys; this binds it to the users, and to its id.</summary>
    private static byte[] AssociatedData(UserIdentity sender, UserIdentity recipient, ReadOnlySpan<byte> messageId) =>
        [.. sender.SigningKey.Span, .. recipient.SigningKey.Span, .. messageId];
}
