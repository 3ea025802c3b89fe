using System.Security.Cryptography;
using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Sources;

namespace LanTalk.Client.Shares;

/// <summary>
/// Reads a part of a content that is sealed meanwhile. A piece whose bytes are not those that were hashed before is not given out: a key must never
/// seal two different contents under the same number.
/// </summary>
internal sealed class SealedStream : PartStream
{
    private readonly ShareContent _content;
    private readonly byte[] _hashes;
    private readonly ShareSeal _seal;
    private readonly Stream _plain;
    private readonly byte[] _plainPiece = new byte[ShareSeal.PieceLength];
    private readonly byte[] _sealedPiece = new byte[Chunks.Length];

    // Owned by the reader: the next piece, and the rest of the one before it.
    private long _piece;
    private ReadOnlyMemory<byte> _rest;

    /// <param name="content">The content.</param>
    /// <param name="key">The key.</param>
    /// <param name="hashes">The hashes of the sealed pieces in a row; empty while they are not known.</param>
    /// <param name="from">The first sealed byte.</param>
    /// <param name="to">The sealed byte after the last one.</param>
    public SealedStream(ShareContent content, byte[] key, byte[] hashes, long from, long to)
        : base(from, to)
    {
        (_content, _hashes) = (content, hashes);
        _piece = from / Chunks.Length;
        _seal = new ShareSeal(key);
        _plain = content.Open(Math.Min(_piece * ShareSeal.PieceLength, content.Size), content.Size);
    }

    protected override int ReadSome(Span<byte> buffer)
    {
        if (_rest.Length == 0)
        {
            SealNext();
        }

        var read = Math.Min(buffer.Length, _rest.Length);
        _rest.Span[..read].CopyTo(buffer);
        _rest = _rest[read..];
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        _plain.Dispose();
        _seal.Dispose();
        base.Dispose(disposing);
    }

    private void SealNext()
    {
        var start = _piece * ShareSeal.PieceLength;
        var plain = _plainPiece.AsMemory(0, (int)Math.Min(ShareSeal.PieceLength, _content.Size - start));
        _plain.ReadExactly(plain.Span);
        var sealedPiece = _sealedPiece.AsMemory(0, plain.Length + ShareSeal.TagLength);
        _seal.Seal(_piece, isLast: start + plain.Length == _content.Size, plain.Span, sealedPiece.Span);
        if (_hashes.Length > 0 && !SHA256.HashData(sealedPiece.Span).AsSpan().SequenceEqual(Chunks.HashOf(_piece, _hashes)))
        {
            throw new ShareException(ShareFault.File, $"{_content.Title} was changed while it was being sent. Send it again.");
        }

        // The first one may be wanted from its middle on.
        _rest = sealedPiece[(int)(At - (_piece * Chunks.Length))..];
        _piece++;
    }
}
