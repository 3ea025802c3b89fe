using System.Security.Cryptography;
using LanTalk.Protocol.Files;
using LanTalk.Protocol.Shares;
using Microsoft.Win32.SafeHandles;

namespace LanTalk.Server.Shares;

/// <summary>
/// The folder of one share: <c>share.json</c>, the <c>hashes</c> of its chunks in a row, and as much of its <c>content</c> as has arrived. A folder
/// without a <c>share.json</c> is the remainder of one that was being made or removed.
/// </summary>
internal sealed class ShareFolder(string path)
{
    // Others may read it, and remove it while they do.
    private const FileShare WithOthers = FileShare.ReadWrite | FileShare.Delete;

    private readonly string _record = System.IO.Path.Combine(path, "share.json");
    private readonly string _hashes = System.IO.Path.Combine(path, "hashes");
    private readonly string _content = System.IO.Path.Combine(path, "content");

    /// <summary>When a chunk arrived last.</summary>
    public DateTimeOffset LastProgress => new(File.GetLastWriteTimeUtc(_content));

    /// <summary>Makes the folder; its record comes last, and makes it a share.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public void Create(ShareRecord record, ReadOnlySpan<byte> hashes)
    {
        PrivateFiles.CreateDirectory(path);
        WholeFile.Replace(_hashes, hashes);
        PrivateFiles.Open(_content, FileMode.Create).Dispose();
        Write(record);
    }

    /// <summary>Writes the record.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public void Write(ShareRecord record) => WholeFile.Replace(_record, record.ToJson());

    /// <summary>Its path.</summary>
    public string Path => path;

    /// <summary>Whether it is a share.</summary>
    public bool HasRecord => File.Exists(_record);

    /// <summary>The record.</summary>
    /// <param name="number">The share's number.</param>
    /// <exception cref="InvalidDataException">It cannot be understood, or is that of another share.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public ShareRecord Read(long number) =>
        ShareRecord.TryParse(File.ReadAllBytes(_record)) is { } record && record.Facts.Id == number
            ? record
            : throw new InvalidDataException("share.json is damaged.");

    /// <summary>The hashes of all chunks in a row.</summary>
    public byte[] ReadHashes() => File.ReadAllBytes(_hashes);

    /// <summary>The hashes, for reading one by one.</summary>
    public SafeFileHandle OpenHashes() => File.OpenHandle(_hashes, FileMode.Open, FileAccess.Read, WithOthers);

    /// <summary>The content, for reading while it grows.</summary>
    public SafeFileHandle OpenContent() => File.OpenHandle(_content, FileMode.Open, FileAccess.Read, WithOthers);

    /// <summary>The content, for adding to it.</summary>
    public SafeFileHandle OpenContentToAppend() => File.OpenHandle(_content, FileMode.Open, FileAccess.ReadWrite, WithOthers);

    /// <summary>
    /// How much of the content is there, in whole chunks. The last chunk of an incomplete content is checked, and cut off unless it has its hash: the
    /// server may have been killed while it was written.
    /// </summary>
    public long CheckContent(long size)
    {
        using var content = OpenContentToAppend();
        var length = RandomAccess.GetLength(content);
        if (length == size)
        {
            return size;
        }

        var hashes = ReadHashes();
        var chunks = Math.Min(length, size) / Chunks.Length;
        while (chunks > 0 && !HasHash(content, chunks - 1, size, hashes))
        {
            chunks--;
        }

        RandomAccess.SetLength(content, chunks * Chunks.Length);
        return chunks * Chunks.Length;
    }

    /// <summary>Removes the folder, the record first: nothing of it is a share any more.</summary>
    /// <exception cref="IOException">Some of it is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public void Delete()
    {
        if (Directory.Exists(path))
        {
            File.Delete(_record);
            Directory.Delete(path, recursive: true);
        }
    }

    private static bool HasHash(SafeFileHandle content, long chunk, long size, ReadOnlySpan<byte> hashes)
    {
        var bytes = new byte[Chunks.LengthOf(chunk, size)];
        var read = RandomAccess.Read(content, bytes, chunk * Chunks.Length);
        return read == bytes.Length && SHA256.HashData(bytes).AsSpan().SequenceEqual(Chunks.HashOf(chunk, hashes));
    }
}
