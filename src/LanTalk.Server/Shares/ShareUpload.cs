using System.Security.Cryptography;
using LanTalk.Protocol.Shares;
using Microsoft.Win32.SafeHandles;

namespace LanTalk.Server.Shares;

/// <summary>
/// Adds chunks to the content of a share, each after it was checked; a break loses at most the one that was under way. There is one for a share at a
/// time.
/// </summary>
internal sealed class ShareUpload : IDisposable
{
    private readonly Share _share;
    private readonly ShareDisk _disk;
    private readonly SafeFileHandle _content;
    private readonly SafeFileHandle _hashes;
    private readonly byte[] _hash = new byte[Chunks.HashLength];

    private ShareUpload(Share share, ShareDisk disk)
    {
        (_share, _disk) = (share, disk);
        _content = share.Folder.OpenContentToAppend();
        _hashes = share.Folder.OpenHashes();
    }

    /// <summary>Begins to add to a share; the caller has its <see cref="UploadSeat"/>.</summary>
    /// <exception cref="IOException">The share cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static async Task<ShareUpload> OpenAsync(Share share, ShareDisk disk) => await disk.RunAsync(() => new ShareUpload(share, disk));

    /// <summary>Adds the next chunk, on another thread; null if it was added. One is added at a time.</summary>
    public async Task<ShareProblem?> AppendAsync(ReadOnlyMemory<byte> chunk)
    {
        if (_share.Removed.IsCancellationRequested)
        {
            return new ShareProblem(ShareFault.Gone, $"Share {_share.Facts.Id} was removed.");
        }

        try
        {
            if (await _disk.RunAsync(() => CheckAndWrite(chunk.Span)) is { } problem)
            {
                return problem;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return _disk.ProblemOf(e);
        }

        _disk.NoteReceived(_share, chunk.Length);
        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _content.Dispose();
        _hashes.Dispose();
    }

    private ShareProblem? CheckAndWrite(ReadOnlySpan<byte> chunk)
    {
        var number = _share.Offset / Chunks.Length;
        if (!IsRight(chunk, number))
        {
            return new ShareProblem(
                ShareFault.Invalid,
                $"Chunk {number} (from byte {number * Chunks.Length} on) does not have its hash: the file was changed while it was sent, or something on the way altered it.");
        }

        if (_disk.FindSpaceProblem(chunk.Length) is { } problem)
        {
            return problem;
        }

        RandomAccess.Write(_content, chunk, _share.Offset);
        return null;
    }

    private bool IsRight(ReadOnlySpan<byte> chunk, long number)
    {
        Span<byte> hash = stackalloc byte[Chunks.HashLength];
        SHA256.HashData(chunk, hash);
        return RandomAccess.Read(_hashes, _hash, number * Chunks.HashLength) == _hash.Length && hash.SequenceEqual(_hash);
    }
}
