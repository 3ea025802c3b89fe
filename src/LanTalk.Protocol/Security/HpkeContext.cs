using NSec.Cryptography;

namespace LanTalk.Protocol.Security;

/// <summary>
/// The keys that both ends derive from the shared secret (RFC 9180, section 5.1), and encryption under them with ChaCha20-Poly1305. It is for few
/// messages, numbered from 0 on: the number makes the nonce, so none is used twice.
/// </summary>
/// <param name="SharedSecret">The source of everything else.</param>
/// <param name="ScheduleContext">The other input of the keys: the mode and the info.</param>
/// <param name="Secret">The source of the key and the nonce.</param>
/// <param name="Key">The encryption key.</param>
/// <param name="BaseNonce">The encryption nonce.</param>
internal sealed record HpkeContext(byte[] SharedSecret, byte[] ScheduleContext, byte[] Secret, byte[] Key, byte[] BaseNonce)
{
    /// <summary>By how much a ciphertext is longer than its plaintext.</summary>
    public const int TagLength = 16;

    private const byte AuthMode = 2;

    // DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305
    private static readonly HpkeKdf Kdf = new([.. "HPKE"u8, 0x00, 0x20, 0x00, 0x01, 0x00, 0x03]);

    private static AeadAlgorithm Aead => AeadAlgorithm.ChaCha20Poly1305;

    public static HpkeContext Schedule(byte[] sharedSecret, ReadOnlySpan<byte> info)
    {
        // Without a pre-shared key, the key and its id are empty.
        byte[] context = [AuthMode, .. Kdf.Extract([], "psk_id_hash"u8, []), .. Kdf.Extract([], "info_hash"u8, info)];
        var secret = Kdf.Extract(sharedSecret, "secret"u8, []);
        var key = Kdf.Expand(secret, "key"u8, context, Aead.KeySize);
        var nonce = Kdf.Expand(secret, "base_nonce"u8, context, Aead.NonceSize);
        return new HpkeContext(sharedSecret, context, secret, key, nonce);
    }

    public byte[] Seal(ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, byte number = 0)
    {
        using var key = NSec.Cryptography.Key.Import(Aead, Key, KeyBlobFormat.RawSymmetricKey);
        return Aead.Encrypt(key, NonceOf(number), associatedData, plaintext);
    }

    public byte[]? TryOpen(ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, byte number = 0)
    {
        using var key = NSec.Cryptography.Key.Import(Aead, Key, KeyBlobFormat.RawSymmetricKey);
        return Aead.Decrypt(key, NonceOf(number), associatedData, ciphertext);
    }

    // Section 5.2: the number, as long as the nonce and big-endian, is added by XOR.
    private byte[] NonceOf(byte number) => [.. BaseNonce[..^1], (byte)(BaseNonce[^1] ^ number)];
}
