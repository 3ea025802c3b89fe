using System.Security.Cryptography;
using NSec.Cryptography;

namespace LanTalk.Protocol.Security;

/// <summary>
/// The key made from an invitation's token: it signs a login in the place of a proof of the password. The token never travels, and a
/// server that keeps the public half cannot make a login from it.
/// </summary>
public sealed class InvitationKey : IDisposable
{
    /// <summary>The length of a token in bytes.</summary>
    public const int TokenLength = 16;

    /// <summary>The length of a public key in bytes.</summary>
    public const int PublicKeyLength = 32;

    /// <summary>The length of a signature in bytes.</summary>
    public const int SignatureLength = 64;

    private readonly Key _key;

    private InvitationKey(Key key) => (_key, PublicKey) = (key, key.PublicKey.Export(KeyBlobFormat.RawPublicKey));

    /// <summary>The public half: 32 bytes, by which the server knows the invitation.</summary>
    public ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>A new token.</summary>
    public static byte[] CreateToken() => RandomNumberGenerator.GetBytes(TokenLength);

    /// <summary>The key of a token.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The token has another length.</exception>
    public static InvitationKey FromToken(ReadOnlySpan<byte> token)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(token.Length, TokenLength, nameof(token));
        var fields = LabelledFields.Encode("lantalk/3 invitation"u8, token.ToArray());
        Span<byte> seed = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(fields, seed);
        try
        {
            return new InvitationKey(Key.Import(SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
            CryptographicOperations.ZeroMemory(fields);
        }
    }

    /// <summary>Whether the invitation with a public key signed a login.</summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, LoginTranscript transcript, ReadOnlySpan<byte> signature) =>
        NSec.Cryptography.PublicKey.TryImport(SignatureAlgorithm.Ed25519, publicKey, KeyBlobFormat.RawPublicKey, out var key)
        && key is not null
        && SignatureAlgorithm.Ed25519.Verify(key, transcript.InvitedBytes(), signature);

    /// <summary>Signs a login.</summary>
    public byte[] Sign(LoginTranscript transcript) => SignatureAlgorithm.Ed25519.Sign(_key, transcript.InvitedBytes());

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
