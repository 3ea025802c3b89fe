using System.Security.Cryptography;
using LanTalk.Protocol.Security;

namespace LanTalk.Protocol.Noise;

/// <summary>How version 3 for browsers uses Noise.</summary>
public static class WebHandshake
{
    /// <summary>The WebSocket's subprotocol.</summary>
    public const string Subprotocol = "lantalk.3";

    /// <summary>The length of either end's message: a public key and the tag of an empty payload.</summary>
    public const int MessageLength = AgreementKey.Length + NoiseCipher.TagLength;

    /// <summary>The longest run of lines that fits into one message.</summary>
    public const int MaxPayload = NoiseCipher.MaxSealedLength - NoiseCipher.TagLength;

    /// <summary>The prologue, on which both ends agree before the handshake.</summary>
    public static ReadOnlyMemory<byte> Prologue { get; } = "lantalk/3 web"u8.ToArray();

    /// <summary>The bytes that the certificate's key signs to vouch for a server's static key.</summary>
    public static byte[] SignedKey(ReadOnlySpan<byte> key) => [.. "lantalk/3 noise key"u8, .. key];

    /// <summary>The channel binding of the connection that has this handshake hash.</summary>
    public static byte[] BindingOf(ReadOnlyMemory<byte> handshakeHash) => SHA256.HashData(LabelledFields.Encode("lantalk/3 noise"u8, handshakeHash));
}
