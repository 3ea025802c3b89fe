using System.Security.Cryptography;
using Org.BouncyCastle.Math;

namespace LanTalk.Protocol.Security;

/// <summary>
/// The proofs that both ends have the same secret <c>S</c>. Unlike the evidence of RFC 2945, both cover the transcript of the login and thereby the
/// server's certificate: a proof that a man in the middle passes on is worth nothing.
/// </summary>
/// <param name="Client">The client's proof, sent first, so that a stranger learns nothing from the server.</param>
/// <param name="Server">The server's proof, in answer.</param>
internal sealed record SrpProofs(byte[] Client, byte[] Server)
{
    public static SrpProofs Of(BigInteger secret, ReadOnlySpan<byte> transcript)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(transcript.Length, LoginTranscript.HashLength);

        var key = SHA256.HashData(SrpGroup.Write(secret));
        byte[] clientData = [.. "lantalk/3 client proof"u8, .. transcript];
        var client = HMACSHA256.HashData(key, clientData);
        byte[] serverData = [.. "lantalk/3 server proof"u8, .. transcript, .. client];
        return new SrpProofs(client, HMACSHA256.HashData(key, serverData));
    }
}
