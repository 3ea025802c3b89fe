using System.Security.Cryptography;
using System.Text;

namespace LanTalk.Server.Security;

/// <summary>
/// What a server keeps of its password: a salt and a slow hash, PBKDF2-HMAC-SHA512 with 210,000 rounds (OWASP Password
/// Storage Cheat Sheet). Passwords are compared byte by byte of their UTF-8 form.
/// </summary>
internal sealed class PasswordVerifier
{
    private const int Rounds = 210_000;
    private const int SaltLength = 16;
    private const int HashLength = 32;

    /// <summary>A longer candidate is wrong without being hashed.</summary>
    private const int MaxCandidateLength = 1024;

    // Hashing is meant to be slow: a flood of logins must leave processors to the chat.
    private readonly SemaphoreSlim _places = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly byte[] _salt;
    private readonly byte[] _hash;

    private PasswordVerifier(byte[] salt, byte[] hash) => (_salt, _hash) = (salt, hash);

    /// <summary>A verifier for a password, with a salt of its own.</summary>
    public static PasswordVerifier Create(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        return new PasswordVerifier(salt, Hash(password, salt));
    }

    /// <summary>Whether a candidate is the password. Takes its time, on another thread; the comparison takes the same for any candidate.</summary>
    public async Task<bool> VerifyAsync(string candidate, CancellationToken cancellationToken)
    {
        if (Encoding.UTF8.GetByteCount(candidate) > MaxCandidateLength)
        {
            return false;
        }

        await _places.WaitAsync(cancellationToken);
        try
        {
            var hash = await Task.Run(() => Hash(candidate, _salt), cancellationToken);
            return CryptographicOperations.FixedTimeEquals(hash, _hash);
        }
        finally
        {
            _places.Release();
        }
    }

    private static byte[] Hash(string password, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, Rounds, HashAlgorithmName.SHA512, HashLength);
}
