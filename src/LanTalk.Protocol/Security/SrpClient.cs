using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Agreement.Srp;
using Org.BouncyCastle.Math;

namespace LanTalk.Protocol.Security;

/// <summary>
/// The client's side of one login with a password: SRP-6a (RFC 5054). Neither an eavesdropper nor a false server gets anything to try passwords on,
/// except that a false server can try one at each login. For one login only, and not thread-safe.
/// </summary>
public sealed class SrpClient
{
    private readonly Handshake _handshake = new();
    private byte[]? _serverProof;

    /// <summary>The public value <c>A</c>. It does not depend on the password, so it is sent before the salt is known.</summary>
    public ReadOnlyMemory<byte> A { get; }

    /// <summary>Begins a login.</summary>
    public SrpClient() => A = SrpGroup.Write(_handshake.PublicValue);

    /// <summary>Makes the proof that the client knows the password. Slow, because it derives a key: never on a thread that others wait for.</summary>
    /// <param name="password">The typed password.</param>
    /// <param name="salt">The server's salt.</param>
    /// <param name="b">The server's public value <c>B</c>.</param>
    /// <param name="transcript">The hash of the <see cref="LoginTranscript"/>.</param>
    /// <param name="clientProof">The proof to send. It is valid only for this server and this login.</param>
    /// <returns>False if the server's values break a rule or the password is too long: end the login.</returns>
    public bool TryProve(
        string password,
        ReadOnlySpan<byte> salt,
        ReadOnlySpan<byte> b,
        ReadOnlySpan<byte> transcript,
        [NotNullWhen(true)] out byte[]? clientProof)
    {
        clientProof = null;
        return salt.Length == PasswordSecret.SaltLength
            && PasswordSecret.IsAllowed(password)
            && SrpGroup.TryRead(b) is not null // before the slow part
            && TryProveSecret(PasswordSecret.Derive(password, salt), salt, b, transcript, out clientProof);
    }

    /// <summary>Whether the server's answer proves that it holds the password's verifier. If not, send it nothing that matters.</summary>
    public bool IsServerProof(ReadOnlySpan<byte> serverProof) =>
        _serverProof is not null && CryptographicOperations.FixedTimeEquals(serverProof, _serverProof);

    internal bool TryProveSecret(
        ReadOnlySpan<byte> secret,
        ReadOnlySpan<byte> salt,
        ReadOnlySpan<byte> b,
        ReadOnlySpan<byte> transcript,
        [NotNullWhen(true)] out byte[]? clientProof)
    {
        if (_serverProof is not null)
        {
            throw new InvalidOperationException("A login proves once; each further proof would give a false server another guess.");
        }

        clientProof = null;
        if (SrpGroup.TryRead(b) is not { } serverValue)
        {
            return false;
        }

        var proofs = SrpProofs.Of(_handshake.Secret(SrpGroup.Exponent(secret, salt), serverValue), transcript);
        clientProof = proofs.Client;
        _serverProof = proofs.Server;
        return true;
    }

    /// <summary>BouncyCastle's client asks for the password before it gives <c>A</c>; this one works the other way round.</summary>
    private sealed class Handshake : Srp6Client
    {
        public Handshake()
        {
            Init(SrpGroup.Parameters, SrpGroup.NewDigest(), random: null); // the private value comes from the platform
            privA = SrpGroup.NewPrivateValue();
            pubA = g.ModPow(privA, N);
        }

        public BigInteger PublicValue => pubA;

        public BigInteger Secret(BigInteger exponent, BigInteger serverValue)
        {
            x = exponent;
            return CalculateSecret(serverValue);
        }
    }
}
