using System.Security.Cryptography;
using NSec.Cryptography;

namespace LanTalk.Protocol.Security;

/// <summary>
/// The private key of a user, by which servers and other users recognise the user. All of it comes from one seed: an Ed25519 key signs logins, an
/// X25519 key receives private messages. One key is never used for both.
/// </summary>
public sealed class UserKey : IDisposable
{
    /// <summary>The length of a seed in bytes.</summary>
    public const int SeedLength = 32;

    private readonly byte[] _seed;
    private readonly Key _signing;

    private UserKey(byte[] seed)
    {
        _seed = seed;
        _signing = Derive(SignatureAlgorithm.Ed25519, "lantalk/3 ed25519"u8);
        Agreement = Derive(KeyAgreementAlgorithm.X25519, "lantalk/3 x25519"u8);
        var agreementKey = X25519Keys.PublicBytes(Agreement);
        Identity = new UserIdentity(_signing.PublicKey, agreementKey, Sign(UserIdentity.SignedAgreement(agreementKey)));
    }

    /// <summary>The public part.</summary>
    public UserIdentity Identity { get; }

    internal Key Agreement { get; }

    /// <summary>A new key.</summary>
    public static UserKey Create() => new(RandomNumberGenerator.GetBytes(SeedLength));

    /// <summary>The key with this seed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The seed has another length.</exception>
    public static UserKey FromSeed(ReadOnlySpan<byte> seed)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(seed.Length, SeedLength, nameof(seed));
        return new UserKey(seed.ToArray());
    }

    /// <summary>The seed, to be stored where only the user can read it. Anybody who has it is the user.</summary>
    public byte[] ExportSeed() => [.. _seed];

    /// <summary>Signs data, which begins with a label of its own kind, so that the signature cannot be used for anything else.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data) => SignatureAlgorithm.Ed25519.Sign(_signing, data);

    /// <inheritdoc/>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_seed);
        _signing.Dispose();
        Agreement.Dispose();
    }

    private Key Derive(Algorithm algorithm, ReadOnlySpan<byte> label)
    {
        Span<byte> key = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _seed, key, salt: [], label);
        try
        {
            return Key.Import(algorithm, key, KeyBlobFormat.RawPrivateKey);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
