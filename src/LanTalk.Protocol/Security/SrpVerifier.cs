using System.Security.Cryptography;
using Org.BouncyCastle.Math;

namespace LanTalk.Protocol.Security;

/// <summary>
/// The stored form of a server's password: a salt and the verifier <c>g^x</c>. A thief still has to guess the password, at the cost of
/// <see cref="PasswordSecret"/> per guess, before he can log in.
/// </summary>
public sealed class SrpVerifier
{
    private readonly byte[] _salt;

    private SrpVerifier(byte[] salt, BigInteger value)
    {
        _salt = salt;
        Value = value;
    }

    /// <summary>Random bytes that make this verifier unlike any other of the same password. Not secret.</summary>
    public ReadOnlyMemory<byte> Salt => _salt;

    internal BigInteger Value { get; }

    /// <summary>A verifier for a password, with a new salt. Slow, like everything that derives a key.</summary>
    /// <exception cref="ArgumentException">The password is longer than allowed.</exception>
    public static SrpVerifier Create(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(PasswordSecret.SaltLength);
        return FromSecret(PasswordSecret.Derive(password, salt), salt);
    }

    /// <summary>Whether a candidate sent in the clear, as in version 2, is the password. Slow, unless it is too long.</summary>
    public bool Matches(string candidate) =>
        PasswordSecret.IsAllowed(candidate) && CryptographicOperations.FixedTimeEquals(
            SrpGroup.Write(FromSecret(PasswordSecret.Derive(candidate, _salt), _salt).Value),
            SrpGroup.Write(Value));

    internal static SrpVerifier FromSecret(ReadOnlySpan<byte> secret, byte[] salt) =>
        new(salt, SrpGroup.Parameters.G.ModPow(SrpGroup.Exponent(secret, salt), SrpGroup.Parameters.N));
}
