using System.Text;
using NSec.Cryptography;

namespace LanTalk.Protocol.Security;

/// <summary>
/// A password made hard to guess: Argon2id with 64 MiB and 3 passes, the second recommended option of RFC 9106, section 4, but with one
/// lane, which is all that libsodium has. The costs are part of the protocol and never travel: a hostile server could otherwise
/// name a ruinous one, or one so cheap that the password is soon guessed.
/// </summary>
public static class PasswordSecret
{
    /// <summary>The length of a secret in bytes.</summary>
    public const int Length = 32;

    /// <summary>The length of a salt in bytes.</summary>
    public const int SaltLength = 16;

    /// <summary>The longest password, in UTF-8 bytes.</summary>
    public const int MaxPasswordLength = 1024;

    private static readonly Argon2id Function = PasswordBasedKeyDerivationAlgorithm.Argon2id(new Argon2Parameters
    {
        DegreeOfParallelism = 1,
        MemorySize = 64 * 1024, // in KiB
        NumberOfPasses = 3,
    });

    /// <summary>Whether a password is within the allowed length.</summary>
    public static bool IsAllowed(string password) => Encoding.UTF8.GetByteCount(password) <= MaxPasswordLength;

    /// <summary>The secret of a password and a salt. Takes a tenth of a second and 64 MiB: never on a thread that others wait for.</summary>
    /// <exception cref="ArgumentException">The password is too long, or the salt has another length.</exception>
    public static byte[] Derive(string password, ReadOnlySpan<byte> salt)
    {
        if (!IsAllowed(password))
        {
            throw new ArgumentException($"A password has at most {MaxPasswordLength} bytes in UTF-8.", nameof(password));
        }

        return Stretch(Encoding.UTF8.GetBytes(password), salt);
    }

    /// <summary>The slow function itself, for other things that must be costly to try.</summary>
    internal static byte[] Stretch(ReadOnlySpan<byte> input, ReadOnlySpan<byte> salt) => Function.DeriveBytes(input, salt, Length);
}
