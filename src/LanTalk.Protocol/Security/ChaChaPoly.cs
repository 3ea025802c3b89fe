using System.Security.Cryptography;
using NSec.Cryptography;
using ChaCha20Poly1305 = System.Security.Cryptography.ChaCha20Poly1305;

namespace LanTalk.Protocol.Security;

/// <summary>
/// ChaCha20-Poly1305 (RFC 8439) with one key, for as long as a connection lasts. The platform has it nearly everywhere and keeps some hundred
/// bytes for each key. Where it has not, a key of the library is imported for each use, because those live in guarded memory, and a
/// process has room for some thousands. Used by one thread at a time.
/// </summary>
internal sealed class ChaChaPoly : IDisposable
{
    public const int KeyLength = 32;
    public const int NonceLength = 12;
    public const int TagLength = 16;

    private readonly byte[] _key;
    private readonly ChaCha20Poly1305? _platform;

    /// <param name="key">The key.</param>
    /// <param name="usesPlatform">Whether to use the platform's; for tests.</param>
    public ChaChaPoly(ReadOnlySpan<byte> key, bool usesPlatform)
    {
        _key = key.ToArray();
        _platform = usesPlatform ? new ChaCha20Poly1305(key) : null;
    }

    public ChaChaPoly(ReadOnlySpan<byte> key)
        : this(key, ChaCha20Poly1305.IsSupported)
    {
    }

    private static AeadAlgorithm Library => AeadAlgorithm.ChaCha20Poly1305;

    /// <param name="nonce">Never the same twice.</param>
    /// <param name="plaintext">What to seal.</param>
    /// <param name="sealedBytes">Takes the ciphertext, with the tag behind it.</param>
    /// <param name="associated">What is vouched for besides.</param>
    public void Seal(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, Span<byte> sealedBytes, ReadOnlySpan<byte> associated)
    {
        if (_platform is not null)
        {
            _platform.Encrypt(nonce, plaintext, sealedBytes[..^TagLength], sealedBytes[^TagLength..], associated);
            return;
        }

        using var key = Key.Import(Library, _key, KeyBlobFormat.RawSymmetricKey);
        Library.Encrypt(key, nonce, associated, plaintext, sealedBytes);
    }

    /// <summary>False if it was not sealed with this key, this nonce and this associated data.</summary>
    public bool TryOpen(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedBytes, Span<byte> plaintext, ReadOnlySpan<byte> associated)
    {
        if (sealedBytes.Length < TagLength)
        {
            return false;
        }

        if (_platform is null)
        {
            using var key = Key.Import(Library, _key, KeyBlobFormat.RawSymmetricKey);
            return Library.Decrypt(key, nonce, associated, sealedBytes, plaintext);
        }

        try
        {
            _platform.Decrypt(nonce, sealedBytes[..^TagLength], sealedBytes[^TagLength..], plaintext, associated);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_key);
        _platform?.Dispose();
    }
}
