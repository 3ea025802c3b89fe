using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Sources;

namespace LanTalk.Client.Shares;

/// <summary>How the content of a share lies in its chunks: as it is, or sealed.</summary>
internal sealed class ChunkForm : IDisposable
{
    private readonly ShareSeal? _seal;
    private readonly byte[] _opened;

    /// <param name="size">The length of the content.</param>
    /// <param name="key">The key that it is sealed with; null if it is not.</param>
    public ChunkForm(long size, byte[]? key)
    {
        Size = size;
        (_seal, _opened, StoredSize, Length) = key is null
            ? (null, [], size, Chunks.Length)
            : (new ShareSeal(key), new byte[ShareSeal.PieceLength], ShareSeal.SealedSize(size), ShareSeal.PieceLength);
    }

    /// <summary>The length of the content.</summary>
    public long Size { get; }

    /// <summary>The length of what the server has.</summary>
    public long StoredSize { get; }

    /// <summary>How much of the content is in a chunk; in the last one there may be less.</summary>
    public int Length { get; }

    /// <summary>Where the chunk begins that a byte of the content is in, as a place in the content.</summary>
    public long StartOfChunk(long offset) => offset / Length * Length;

    /// <summary>Where the chunk ends that a byte of the content is the end of, or is in, as a place in the content.</summary>
    public long EndOfChunk(long offset) => Math.Min(Size, (offset + Length - 1) / Length * Length);

    /// <summary>The content of a chunk. It is valid until the next one.</summary>
    /// <param name="chunk">The chunk, from 0 on.</param>
    /// <param name="stored">What the server has of it; its hash is right.</param>
    /// <exception cref="ShareException">It was not sealed with the key, or not as this chunk.</exception>
    public ReadOnlyMemory<byte> Open(long chunk, ReadOnlyMemory<byte> stored)
    {
        if (_seal is null)
        {
            return stored;
        }

        var opened = _opened.AsMemory(0, Math.Max(0, stored.Length - ShareSeal.TagLength));
        return _seal.TryOpen(chunk, isLast: chunk == Chunks.CountOf(StoredSize) - 1, stored.Span, opened.Span)
            ? opened
            : throw new ShareException(ShareFault.Altered, $"MiB {chunk + 1:N0} of {Chunks.CountOf(StoredSize):N0} is not what its sender has sealed.");
    }

    /// <inheritdoc/>
    public void Dispose() => _seal?.Dispose();
}
