using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Agreement.Srp;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Utilities;

namespace LanTalk.Protocol.Security;

/// <summary>The numbers that both ends of SRP agree on: the 3072-bit group of RFC 5054, appendix A, and SHA-256.</summary>
internal static class SrpGroup
{
    /// <summary>The length of a number below N, as it travels and is hashed: big-endian, with leading zeros.</summary>
    public const int NumberLength = 384;

    // RFC 5054 asks for at least 256 bits. As many as N has would make every login ten times as slow and no safer: N is a safe prime, for which
    // nothing faster than 2^128 steps is known to find an exponent of 256 bits.
    private const int PrivateLength = 32;

    public static Srp6GroupParameters Parameters { get; } = Srp6StandardGroups.rfc5054_3072;

    /// <summary>A new hash for each use, because it has state.</summary>
    public static IDigest NewDigest() => new Sha256Digest();

    /// <summary>A private value, <c>a</c> or <c>b</c>.</summary>
    public static BigInteger NewPrivateValue() => new(1, RandomNumberGenerator.GetBytes(PrivateLength));

    /// <summary>The exponent <c>x</c> that represents a password.</summary>
    /// <param name="secret">The result of <see cref="PasswordSecret"/>.</param>
    /// <param name="salt">The salt, the same as that of the secret.</param>
    public static BigInteger Exponent(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> salt) =>
        Srp6Utilities.CalculateX(NewDigest(), Parameters.N, salt, "lantalk"u8, secret); // one password for all: the identity is fixed

    public static byte[] Write(BigInteger number) => BigIntegers.AsUnsignedByteArray(NumberLength, number);

    /// <summary>
    /// Reads the other end's public value; null unless it is between 1 and N - 1. A multiple of N would make the shared secret zero, whatever the
    /// password.
    /// </summary>
    public static BigInteger? TryRead(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != NumberLength)
        {
            return null;
        }

        var number = new BigInteger(1, bytes);
        return number.SignValue > 0 && number.CompareTo(Parameters.N) < 0 ? number : null;
    }
}
