using System.Security.Cryptography;

namespace LanTalk.Protocol.Noise;

/// <summary>
/// The state of a handshake <c>Noise_NK_25519_ChaChaPoly_SHA256</c> (revision 34, SymmetricState in section 5.2), with its two messages in the
/// words of both ends. The client knows the server's static key; nobody learns who the client is.
/// </summary>
internal sealed class NoiseHandshake : IDisposable
{
    // 32 bytes, which is the length of a hash: so it is the first hash as it stands.
    private static readonly byte[] Protocol = "Noise_NK_25519_ChaChaPoly_SHA256"u8.ToArray();

    private byte[] _chainingKey = Protocol;
    private NoiseCipher? _cipher;

    /// <param name="prologue">What both ends hold to be so.</param>
    /// <param name="serverKey">The server's static key, which the client knows before.</param>
    public NoiseHandshake(ReadOnlySpan<byte> prologue, ReadOnlySpan<byte> serverKey)
    {
        MixHash(prologue);
        MixHash(serverKey);
    }

    /// <summary>Covers all that was said so far.</summary>
    public byte[] Hash { get; private set; } = Protocol;

    public void MixHash(ReadOnlySpan<byte> data) => Hash = SHA256.HashData([.. Hash, .. data]);

    public void MixKey(ReadOnlySpan<byte> secret)
    {
        (_chainingKey, var key) = Derive(_chainingKey, secret);
        _cipher?.Dispose();
        _cipher = new NoiseCipher(key);
    }

    /// <summary>Seals a payload under the last key and all that was said.</summary>
    public byte[] SealAndHash(ReadOnlySpan<byte> payload)
    {
        var sealedBytes = new byte[payload.Length + NoiseCipher.TagLength];
        _cipher!.Seal(payload, sealedBytes, Hash);
        MixHash(sealedBytes);
        return sealedBytes;
    }

    /// <summary>Opens a payload; null if the other end did not say the same, or has other keys.</summary>
    public byte[]? OpenAndHash(ReadOnlySpan<byte> sealedBytes)
    {
        if (sealedBytes.Length < NoiseCipher.TagLength)
        {
            return null;
        }

        var payload = new byte[sealedBytes.Length - NoiseCipher.TagLength];
        if (!_cipher!.TryOpen(sealedBytes, payload, Hash))
        {
            return null;
        }

        MixHash(sealedBytes);
        return payload;
    }

    /// <summary>The cipher of what the client sends, and of what the server sends.</summary>
    public (NoiseCipher Client, NoiseCipher Server) Split()
    {
        var (client, server) = Derive(_chainingKey, []);
        return (new NoiseCipher(client), new NoiseCipher(server));
    }

    /// <inheritdoc/>
    public void Dispose() => _cipher?.Dispose();

    /// <summary>HKDF of the specification (section 4.3) with two outputs.</summary>
    private static (byte[] First, byte[] Second) Derive(ReadOnlySpan<byte> chainingKey, ReadOnlySpan<byte> input)
    {
        ReadOnlySpan<byte> temporary = HMACSHA256.HashData(chainingKey, input);
        var first = HMACSHA256.HashData(temporary, [1]);
        return (first, HMACSHA256.HashData(temporary, [.. first, 2]));
    }
}
