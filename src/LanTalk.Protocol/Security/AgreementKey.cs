using NSec.Cryptography;

namespace LanTalk.Protocol.Security;

/// <summary>
/// A private X25519 key (RFC 7748) in guarded memory, of which a process has room for some thousands: to be disposed of as soon as it has
/// served.
/// </summary>
public sealed class AgreementKey : IDisposable
{
    /// <summary>The length of a key, private or public, in bytes.</summary>
    public const int Length = X25519Keys.Length;

    private readonly Key _key;

    private AgreementKey(Key key)
    {
        _key = key;
        PublicKey = X25519Keys.PublicBytes(key);
    }

    /// <summary>The public half.</summary>
    public ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>A new key.</summary>
    public static AgreementKey Create() => new(Key.Create(KeyAgreementAlgorithm.X25519));

    /// <summary>The key with these bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They are not <see cref="Length"/> bytes.</exception>
    public static AgreementKey Import(ReadOnlySpan<byte> privateKey)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(privateKey.Length, Length, nameof(privateKey));
        return new AgreementKey(Key.Import(KeyAgreementAlgorithm.X25519, privateKey, KeyBlobFormat.RawPrivateKey));
    }

    /// <summary>The secret shared with the owner of a public key; null if that key is a point of low order or has another length.</summary>
    public byte[]? Agree(ReadOnlySpan<byte> publicKey) => X25519Keys.Agree(_key, publicKey);

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
