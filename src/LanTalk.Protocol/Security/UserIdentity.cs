using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using LanTalk.Protocol.Text;
using NSec.Cryptography;

namespace LanTalk.Protocol.Security;

/// <summary>
/// The public part of a <see cref="UserKey"/>. The signing key is the user; it vouches for the agreement key, so nobody can substitute another and
/// read the user's messages.
/// </summary>
public sealed record UserIdentity
{
    private const string Prefix = "key:";
    private const int KeyLength = 32;
    private const int ShortFormLength = 10;

    private readonly PublicKey _signing;

    /// <summary>The keys and the signature are known to match.</summary>
    internal UserIdentity(PublicKey signing, byte[] agreementKey, byte[] agreementSignature)
    {
        _signing = signing;
        SigningKey = signing.Export(KeyBlobFormat.RawPublicKey);
        AgreementKey = agreementKey;
        AgreementSignature = agreementSignature;
    }

    /// <summary>The Ed25519 key, 32 bytes.</summary>
    public ReadOnlyMemory<byte> SigningKey { get; }

    /// <summary>The X25519 key, 32 bytes.</summary>
    public ReadOnlyMemory<byte> AgreementKey { get; }

    /// <summary>The signature of the first over the second, 64 bytes.</summary>
    public ReadOnlyMemory<byte> AgreementSignature { get; }

    /// <summary>The signing key as text, <c>key:</c> and base64url, as used in bans. Each key has exactly one such form.</summary>
    public string FullForm => FullFormOf(Base64UrlText.Write(SigningKey.Span));

    /// <summary>The first 80 bits of the signing key's SHA-256, in groups, to compare at a glance or to type.</summary>
    public string ShortForm => ShortCode.Write(SHA256.HashData(SigningKey.Span).AsSpan(0, ShortFormLength));

    /// <summary>Reads an identity from elsewhere; null if a key or the signature is not valid.</summary>
    public static UserIdentity? TryCreate(
        ReadOnlySpan<byte> signingKey,
        ReadOnlySpan<byte> agreementKey,
        ReadOnlySpan<byte> agreementSignature) =>
        PublicKey.TryImport(SignatureAlgorithm.Ed25519, signingKey, KeyBlobFormat.RawPublicKey, out var signing)
        && signing is not null
        && SignatureAlgorithm.Ed25519.Verify(signing, SignedAgreement(agreementKey), agreementSignature)
        && X25519Keys.IsUsable(agreementKey)
            ? new UserIdentity(signing, agreementKey.ToArray(), agreementSignature.ToArray())
            : null;

    /// <summary>The <see cref="FullForm"/> of a key.</summary>
    /// <param name="signingKey">The key, base64url.</param>
    public static string FullFormOf(string signingKey) => Prefix + signingKey;

    /// <summary>Reads the <see cref="FullForm"/> of a key, as an operator types it. Does not check whether anybody has that key.</summary>
    public static bool TryParseKey(string? text, [NotNullWhen(true)] out byte[]? signingKey)
    {
        signingKey = text is not null && text.StartsWith(Prefix, StringComparison.Ordinal) ? Base64UrlText.Read(text.AsSpan(Prefix.Length), KeyLength) : null;
        return signingKey is not null;
    }

    /// <summary>Whether this user signed the data.</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        SignatureAlgorithm.Ed25519.Verify(_signing, data, signature);

    /// <summary>Whether all three parts are equal. Two identities with the same signing key are the same user whatever the rest.</summary>
    public bool Equals(UserIdentity? other) =>
        other is not null
        && SigningKey.Span.SequenceEqual(other.SigningKey.Span)
        && AgreementKey.Span.SequenceEqual(other.AgreementKey.Span)
        && AgreementSignature.Span.SequenceEqual(other.AgreementSignature.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(SigningKey.Span);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => FullForm;

    /// <summary>The bytes that the signing key signs to vouch for an agreement key.</summary>
    internal static byte[] SignedAgreement(ReadOnlySpan<byte> agreementKey) => [.. "lantalk/3 agreement key"u8, .. agreementKey];
}
