using System.Buffers.Binary;
using System.Security.Cryptography;

namespace LanTalk.Protocol.Security;

/// <summary>
/// Seals or opens one body of a request or an answer, segment by segment, in their order (the construction STREAM: the number of a segment and whether
/// it is the last are in its nonce). Used by one thread at a time.
/// </summary>
public sealed class BodySeal : IDisposable
{
    /// <summary>The length of a ticket's key in bytes.</summary>
    public const int KeyLength = 32;

    /// <summary>The length of the salt that a body begins with.</summary>
    public const int SaltLength = 16;

    /// <summary>How many bytes are in a segment; the last one may have fewer.</summary>
    public const int SegmentLength = 64 * 1024;

    /// <summary>A sealed segment is longer by this much.</summary>
    public const int TagLength = ChaChaPoly.TagLength;

    /// <summary>The length of a full segment, sealed.</summary>
    public const int SealedSegmentLength = SegmentLength + TagLength;

    private readonly ChaChaPoly _cipher;
    private ulong _count;

    /// <param name="ticketKey">The ticket's key.</param>
    /// <param name="salt">What the body begins with.</param>
    /// <param name="place">Which body it is.</param>
    public BodySeal(ReadOnlySpan<byte> ticketKey, ReadOnlySpan<byte> salt, BodyPlace place)
    {
        Span<byte> key = stackalloc byte[ChaChaPoly.KeyLength];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, ticketKey, key, salt, place.Encode());
        _cipher = new ChaChaPoly(key);
        CryptographicOperations.ZeroMemory(key);
    }

    /// <summary>The length of a body, sealed.</summary>
    /// <param name="length">Its own length.</param>
    public static long LengthOf(long length) => SaltLength + length + (TagLength * Math.Max(1, (length + SegmentLength - 1) / SegmentLength));

    /// <summary>Seals a whole body.</summary>
    /// <param name="ticketKey">The ticket's key.</param>
    /// <param name="place">Which body it is.</param>
    /// <param name="body">The body.</param>
    public static byte[] SealWhole(ReadOnlySpan<byte> ticketKey, BodyPlace place, ReadOnlySpan<byte> body)
    {
        var sealedBytes = new byte[LengthOf(body.Length)];
        var salt = sealedBytes.AsSpan(0, SaltLength);
        RandomNumberGenerator.Fill(salt);
        using var seal = new BodySeal(ticketKey, salt, place);
        var rest = sealedBytes.AsSpan(SaltLength);
        do
        {
            var length = Math.Min(body.Length, SegmentLength);
            seal.Seal(body[..length], rest[..(length + TagLength)], isLast: length == body.Length);
            body = body[length..];
            rest = rest[(length + TagLength)..];
        }
        while (rest.Length > 0);

        return sealedBytes;
    }

    /// <summary>Seals the next segment.</summary>
    /// <param name="plaintext">What is in it.</param>
    /// <param name="sealedBytes">Takes the segment; longer by <see cref="TagLength"/>.</param>
    /// <param name="isLast">Whether the body ends with it.</param>
    public void Seal(ReadOnlySpan<byte> plaintext, Span<byte> sealedBytes, bool isLast) =>
        _cipher.Seal(Nonce(stackalloc byte[ChaChaPoly.NonceLength], _count++, isLast), plaintext, sealedBytes, associated: []);

    /// <summary>Opens the next segment; false if it is not that, as it was sealed.</summary>
    /// <param name="sealedBytes">The segment.</param>
    /// <param name="plaintext">Takes what is in it; shorter by <see cref="TagLength"/>.</param>
    /// <param name="isLast">Whether the body ends with it.</param>
    public bool TryOpen(ReadOnlySpan<byte> sealedBytes, Span<byte> plaintext, bool isLast)
    {
        if (!_cipher.TryOpen(Nonce(stackalloc byte[ChaChaPoly.NonceLength], _count, isLast), sealedBytes, plaintext, associated: []))
        {
            return false;
        }

        _count++;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _cipher.Dispose();

    private static ReadOnlySpan<byte> Nonce(Span<byte> nonce, ulong count, bool isLast)
    {
        nonce.Clear();
        BinaryPrimitives.WriteUInt64BigEndian(nonce[^(sizeof(ulong) + 1)..], count);
        nonce[^1] = isLast ? (byte)1 : (byte)0;
        return nonce;
    }
}
