using NSec.Cryptography;

namespace LanTalk.Protocol.Security;

/// <summary>
/// HPKE (RFC 9180) in its mode "auth", in which the sender's key is part of the secret: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305.
/// It knows keys and bytes, not users and messages.
/// </summary>
internal static class HpkeAuth
{
    private static readonly HpkeKdf Kdf = new([.. "KEM"u8, 0x00, 0x20]);

    /// <summary>The sender's side; null if the recipient's key is a point of low order.</summary>
    /// <param name="ephemeral">A key made only for this message; its public part is the encapsulation.</param>
    /// <param name="sender">The sender's private key.</param>
    /// <param name="recipient">The recipient's public key.</param>
    /// <param name="info">The message's purpose.</param>
    public static HpkeContext? SetupAuthS(Key ephemeral, Key sender, ReadOnlySpan<byte> recipient, ReadOnlySpan<byte> info) =>
        X25519Keys.Agree(ephemeral, recipient) is { } once && X25519Keys.Agree(sender, recipient) is { } always
            ? Schedule(once, always, X25519Keys.PublicBytes(ephemeral), recipient, X25519Keys.PublicBytes(sender), info)
            : null;

    /// <summary>The recipient's side; null if the encapsulation or the sender's key is not a usable public key.</summary>
    /// <param name="encapsulation">The encapsulation from the message.</param>
    /// <param name="recipient">The recipient's private key.</param>
    /// <param name="sender">The sender's public key.</param>
    /// <param name="info">The message's purpose.</param>
    public static HpkeContext? SetupAuthR(
        ReadOnlySpan<byte> encapsulation,
        Key recipient,
        ReadOnlySpan<byte> sender,
        ReadOnlySpan<byte> info) =>
        X25519Keys.Agree(recipient, encapsulation) is { } once && X25519Keys.Agree(recipient, sender) is { } always
            ? Schedule(once, always, encapsulation, X25519Keys.PublicBytes(recipient), sender, info)
            : null;

    private static HpkeContext Schedule(
        ReadOnlySpan<byte> once,
        ReadOnlySpan<byte> always,
        ReadOnlySpan<byte> encapsulation,
        ReadOnlySpan<byte> recipient,
        ReadOnlySpan<byte> sender,
        ReadOnlySpan<byte> info)
    {
        var key = Kdf.Extract([], "eae_prk"u8, [.. once, .. always]);
        var sharedSecret = Kdf.Expand(key, "shared_secret"u8, [.. encapsulation, .. recipient, .. sender], 32);
        return HpkeContext.Schedule(sharedSecret, info);
    }
}
