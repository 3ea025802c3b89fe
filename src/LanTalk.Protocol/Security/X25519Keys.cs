using NSec.Cryptography;

namespace LanTalk.Protocol.Security;

/// <summary>X25519 (RFC 7748) with public keys in their wire form.</summary>
internal static class X25519Keys
{
    public const int Length = 32;

    // Any private key detects the points of low order, since all are multiples of the cofactor.
    private static readonly Key Probe = Key.Create(KeyAgreementAlgorithm.X25519);

    public static byte[] PublicBytes(Key key) => key.PublicKey.Export(KeyBlobFormat.RawPublicKey);

    /// <summary>Whether this public key is usable for an agreement: it has the right length and is not a point of low order.</summary>
    public static bool IsUsable(ReadOnlySpan<byte> publicKey) => Agree(Probe, publicKey) is not null;

    /// <summary>The shared secret; null if the public key is not usable, since everybody would then know the secret.</summary>
    public static byte[]? Agree(Key key, ReadOnlySpan<byte> publicKey)
    {
        if (!PublicKey.TryImport(KeyAgreementAlgorithm.X25519, publicKey, KeyBlobFormat.RawPublicKey, out var other) || other is null)
        {
            return null;
        }

        var exportable = new SharedSecretCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport };
        using var secret = KeyAgreementAlgorithm.X25519.Agree(key, other, exportable);
        return secret?.Export(SharedSecretBlobFormat.RawSharedSecret);
    }
}
