using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace LanTalk.Protocol.Security;

/// <summary>
/// The transcript of a login, as both ends saw it. Their signatures and proofs cover it, so nothing of it can be changed on the way or reused on
/// another connection: the certificate's hash binds it to this TLS server (tls-server-end-point, RFC 5929), the nonce to this login.
/// </summary>
public sealed record LoginTranscript
{
    /// <summary>The length of <see cref="Hash"/> in bytes.</summary>
    public const int HashLength = SHA256.HashSizeInBytes;

    /// <summary>The length of a nonce in bytes.</summary>
    public const int NonceLength = 32;

    /// <summary>
    /// The certificate that the server showed on this connection; a client takes it from its TLS stream, never from a message.
    /// </summary>
    public required ServerFingerprint Certificate { get; init; }

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
    public byte[] SignedBytes() => Encode("lantalk/3 signature"u8, [.. Known, A]);

    /// <summary>The hash that the proofs of the password cover: of everything.</summary>
    public byte[] Hash() => SHA256.HashData(Encode("lantalk/3 login"u8, [.. Known, Salt, A, B]));

    private ReadOnlyMemory<byte>[] Known =>
        [Certificate.Hash, Nonce, Encoding.UTF8.GetBytes(UserName), Identity.SigningKey, Identity.AgreementKey];

    /// <summary>The label and the fields, each after its length as 4 bytes, big-endian: no two transcripts have the same bytes.</summary>
    private static byte[] Encode(ReadOnlySpan<byte> label, ReadOnlySpan<ReadOnlyMemory<byte>> fields)
    {
        var bytes = new ArrayBufferWriter<byte>();
        Append(bytes, label);
        foreach (var field in fields)
        {
            Append(bytes, field.Span);
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static void Append(ArrayBufferWriter<byte> bytes, ReadOnlySpan<byte> field)
    {
        BinaryPrimitives.WriteInt32BigEndian(bytes.GetSpan(sizeof(int)), field.Length);
        bytes.Advance(sizeof(int));
        bytes.Write(field);
    }
}
