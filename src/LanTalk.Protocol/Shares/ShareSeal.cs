using System.Buffers.Binary;
using System.Security.Cryptography;

namespace LanTalk.Protocol.Shares;

/// <summary>
/// Seals the content of a share for one user, piece by piece, with AES-256-GCM. A sealed piece is as long as a chunk, so whoever keeps the chunks
/// needs to know nothing of it. The nonce holds the piece's number and whether it is the last one: pieces cannot be moved, and the content cannot be
/// cut off at the end of one. A key is for one content only. One thread at a time may use it.
/// </summary>
public sealed class ShareSeal : IDisposable
{
    /// <summary>The length of a key in bytes.</summary>
    public const int KeyLength = 32;

    /// <summary>By how much a sealed piece is longer than its content.</summary>
    public const int TagLength = 16;

    /// <summary>How much of the content is in a piece; in the last one there may be less.</summary>
    public const int PieceLength = Chunks.Length - TagLength;

    private const int NonceLength = 12;

    private readonly AesGcm _aes;

    /// <param name="key">The key.</param>
    public ShareSeal(ReadOnlySpan<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, KeyLength, nameof(key));
        _aes = new AesGcm(key, TagLength);
    }

    /// <summary>The number of pieces of a content.</summary>
    /// <param name="size">The length of the content.</param>
    public static long CountOf(long size) => (size + PieceLength - 1) / PieceLength;

    /// <summary>The length of a content when it is sealed.</summary>
    /// <param name="size">The length of the content.</param>
    public static long SealedSize(long size) => size + (CountOf(size) * TagLength);

    /// <summary>Seals a piece.</summary>
    /// <param name="piece">Its number, from 0 on.</param>
    /// <param name="isLast">Whether it is the last one.</param>
    /// <param name="content">Its content.</param>
    /// <param name="sealedPiece">Receives the sealed piece, which is longer by <see cref="TagLength"/>.</param>
    public void Seal(long piece, bool isLast, ReadOnlySpan<byte> content, Span<byte> sealedPiece)
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        WriteNonce(nonce, piece, isLast);
        _aes.Encrypt(nonce, content, sealedPiece[..content.Length], sealedPiece[content.Length..]);
    }

    /// <summary>Opens a piece; false unless exactly this was sealed as exactly this piece.</summary>
    /// <param name="piece">Its number, from 0 on.</param>
    /// <param name="isLast">Whether it is the last one.</param>
    /// <param name="sealedPiece">The sealed piece.</param>
    /// <param name="content">Receives its content, which is shorter by <see cref="TagLength"/>.</param>
    public bool TryOpen(long piece, bool isLast, ReadOnlySpan<byte> sealedPiece, Span<byte> content)
    {
        if (sealedPiece.Length != content.Length + TagLength)
        {
            return false;
        }

        Span<byte> nonce = stackalloc byte[NonceLength];
        WriteNonce(nonce, piece, isLast);
        try
        {
            _aes.Decrypt(nonce, sealedPiece[..content.Length], sealedPiece[content.Length..], content);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _aes.Dispose();

    // The number in 11 bytes, big-endian, and one byte for the end.
    private static void WriteNonce(Span<byte> nonce, long piece, bool isLast)
    {
        nonce[..3].Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce[3..], piece);
        nonce[^1] = isLast ? (byte)1 : (byte)0;
    }
}
