using System.Security.Cryptography;
using System.Text;

namespace LanTalk.Protocol.Security;

/// <summary>
/// The transcript of a login, as both ends saw it. Their signatures and proofs cover it, so nothing of it can be changed on the way or reused on
/// another connection: the channel binding ties it to this server (over TLS: tls-server-end-point, RFC 5929) or to this very connection (over
/// Noise), the nonce to this login.
/// </summary>
public sealed record LoginTranscript
{
    /// <summary>The length of <see cref="Hash"/> in bytes.</summary>
    public const int HashLength = SHA256.HashSizeInBytes;

    /// <summary>The length of a nonce in bytes.</summary>
    public const int NonceLength = 32;

    /// <summary>
    /// Binds the login to this connection (RFC 5056): over TLS the hash of the certificate that the server showed, over Noise
    /// <see cref="Noise.WebHandshake.BindingOf"/>. Each end takes it from its own handshake, never from a message.
    /// </summary>
    public required ReadOnlyMemory<byte> ChannelBinding { get; init; }

    /// <summary>Random bytes that the server drew for this login.</summary>
    public required ReadOnlyMemory<byte> Nonce { get; init; }

    /// <summary>The requested name.</summary>
    public required string UserName { get; init; }

    /// <summary>The user's public keys.</summary>
    public required UserIdentity Identity { get; init; }

    /// <summary>The client's public value <c>A</c> if there is a password, otherwise empty.</summary>
    public ReadOnlyMemory<byte> A { get; init; }

    /// <summary>The verifier's salt if there is a password, otherwise empty. It comes after the signature.</summary>
    public ReadOnlyMemory<byte> Salt { get; init; }

    /// <summary>The server's public value <c>B</c> if there is a password, otherwise empty. It comes after the signature.</summary>
    public ReadOnlyMemory<byte> B { get; init; }

    /// <summary>The bytes that the user signs to log in: everything that the client knows by then.</summary>
    public byte[] SignedBytes() => LabelledFields.Encode("lantalk/3 signature"u8, [.. Known, A]);

    /// <summary>The bytes that an invitation signs to let the user in: the same under another label.</summary>
    public byte[] InvitedBytes() => LabelledFields.Encode("lantalk/3 invited"u8, [.. Known, A]);

    /// <summary>The hash that the proofs of the password cover: of everything.</summary>
    public byte[] Hash() => SHA256.HashData(LabelledFields.Encode("lantalk/3 login"u8, [.. Known, Salt, A, B]));

    private ReadOnlyMemory<byte>[] Known =>
        [ChannelBinding, Nonce, Encoding.UTF8.GetBytes(UserName), Identity.SigningKey, Identity.AgreementKey];
}
