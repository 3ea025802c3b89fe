using System.Security.Cryptography;

namespace LanTalk.Protocol.Security;

/// <summary>
/// Words that two users compare to know that no server has put a key of its own between them: both see the same words, or they are not talking to
/// each other.
/// </summary>
public static class SafetyWords
{
    // A man in the middle chooses one key for each side, and looks for two that give both sides the same words. That is a birthday search: n bits of
    // words take 2^(n/2) tries. So there are 96 bits, and each try costs as much as one at a password.
    private const int WordCount = 12;

    /// <summary>The words of two users, in either order. Slow: never on a thread that others wait for.</summary>
    public static string Between(UserIdentity a, UserIdentity b)
    {
        if (a.SigningKey.Span.SequenceCompareTo(b.SigningKey.Span) > 0)
        {
            (a, b) = (b, a);
        }

        var hash = SHA256.HashData([.. "lantalk/3 verify"u8, .. a.SigningKey.Span, .. b.SigningKey.Span]);
        return SpokenWords.Of(PasswordSecret.Stretch(hash, hash.AsSpan(0, PasswordSecret.SaltLength)).AsSpan(0, WordCount));
    }
}
