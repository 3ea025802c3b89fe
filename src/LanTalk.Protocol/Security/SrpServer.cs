using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Agreement.Srp;
using Org.BouncyCastle.Math;

namespace LanTalk.Protocol.Security;

/// <summary>
/// The server's side of one login with a password; see <see cref="SrpClient"/>. A client can try one password: the next needs another login, which
/// the throttle on guessing counts. Not thread-safe.
/// </summary>
public sealed class SrpServer
{
    private readonly BigInteger _clientValue;
    private Handshake? _handshake;

    private SrpServer(SrpVerifier verifier, BigInteger clientValue)
    {
        _clientValue = clientValue;
        _handshake = new Handshake(verifier);
        B = SrpGroup.Write(_handshake.GenerateServerCredentials());
    }

    /// <summary>The public value <c>B</c>, to be sent with the verifier's salt.</summary>
    public ReadOnlyMemory<byte> B { get; }

    /// <summary>Begins a login; null if the client's public value breaks a rule.</summary>
    /// <param name="verifier">The verifier of the server's password.</param>
    /// <param name="a">The client's public value <c>A</c>.</param>
    public static SrpServer? TryStart(SrpVerifier verifier, ReadOnlySpan<byte> a) =>
        SrpGroup.TryRead(a) is { } clientValue ? new SrpServer(verifier, clientValue) : null;

    /// <summary>Whether the client knows the password.</summary>
    /// <param name="clientProof">Its proof.</param>
    /// <param name="transcript">The hash of the <see cref="LoginTranscript"/>, as this end saw it.</param>
    /// <param name="serverProof">The answer, which proves to the client that the server holds the verifier.</param>
    public bool TryAccept(ReadOnlySpan<byte> clientProof, ReadOnlySpan<byte> transcript, [NotNullWhen(true)] out byte[]? serverProof)
    {
        serverProof = null;
        if (_handshake is null)
        {
            return false;
        }

        var proofs = SrpProofs.Of(_handshake.CalculateSecret(_clientValue), transcript);
        _handshake = null;
        if (!CryptographicOperations.FixedTimeEquals(clientProof, proofs.Client))
        {
            return false;
        }

        serverProof = proofs.Server;
        return true;
    }

    private sealed class Handshake : Srp6Server
    {
        public Handshake(SrpVerifier verifier) =>
            Init(SrpGroup.Parameters, verifier.Value, SrpGroup.NewDigest(), random: null); // the private value comes from the platform

        protected override BigInteger SelectPrivateValue() => SrpGroup.NewPrivateValue();
    }
}
