using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Text;

namespace LanTalk.Protocol.Sources;

/// <summary>The content of a share that is sent: its manifest, then its files in a row.</summary>
public sealed class ShareContent
{
    private readonly byte[] _manifest;
    private readonly IReadOnlyList<SourceFile> _files;

    /// <param name="source">The files.</param>
    /// <param name="title">A name for people; null for that of the files.</param>
    /// <exception cref="ShareException">They cannot be shared.</exception>
    public ShareContent(SourceFiles source, string? title = null)
    {
        _files = source.Files.Count > 0 ? source.Files : throw new ShareException(ShareFault.File,
            source.LeftOut is [var first, ..] ? $"There is nothing to share: {first.Path}: {first.Reason}." : "There is nothing to share.");
        _manifest = new Manifest([.. _files.Select(file => file.ToManifest())]).ToJson();
        Title = title ?? TitleOf(_files);
        Size = _manifest.Length + _files.Sum(file => file.Size);
        if (_manifest.Length > Manifest.MaxLength || Size > ShareOutline.MaxSize)
        {
            throw new ShareException(ShareFault.File, "These are too many files, or too large ones, to be shared at once.");
        }
    }

    /// <summary>The name of the file or directory, for people.</summary>
    public string Title { get; }

    /// <summary>The number of files.</summary>
    public int Count => _files.Count(file => !file.Path.EndsWith('/'));

    /// <summary>The length of the manifest in bytes.</summary>
    public int ManifestSize => _manifest.Length;

    /// <summary>The length in bytes.</summary>
    public long Size { get; }

    /// <summary>The files, as they were when they were listed.</summary>
    internal IReadOnlyList<SourceFile> Files => _files;

    /// <summary>The manifest.</summary>
    internal ReadOnlyMemory<byte> ManifestBytes => _manifest;

    /// <summary>Reads the content.</summary>
    /// <param name="from">The first byte.</param>
    /// <param name="to">The byte after the last one.</param>
    public Stream Open(long from, long to) => new ContentStream(this, from, to);

    /// <summary>Stands for the files by their paths, sizes and times: another value means other files, or changed ones.</summary>
    public byte[] HashIdentity()
    {
        using var identity = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        identity.AppendData(_manifest);
        Span<byte> facts = stackalloc byte[3 * sizeof(long)];
        foreach (var file in _files)
        {
            BinaryPrimitives.WriteInt64LittleEndian(facts, file.FullPath.Length);
            BinaryPrimitives.WriteInt64LittleEndian(facts[sizeof(long)..], file.Size);
            BinaryPrimitives.WriteInt64LittleEndian(facts[(2 * sizeof(long))..], file.Modified.Ticks);
            identity.AppendData(facts);
            identity.AppendData(MemoryMarshal.AsBytes(file.FullPath.AsSpan()));
        }

        return identity.GetHashAndReset();
    }

    /// <summary>Its description, which is sent before the content.</summary>
    /// <param name="hashes">The hashes of its chunks in a row.</param>
    public ShareOutline Describe(ReadOnlySpan<byte> hashes) => new(
        Title, Count, Size, ManifestSize, Base64UrlText.Write(Chunks.RootOf(hashes)), Base64UrlText.Write(hashes));

    private static string TitleOf(IReadOnlyList<SourceFile> files)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var found = names.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var file in files)
        {
            found.Add(NameOf(file)); // allocates only for a new name
        }

        var title = SafeNames.Shorten(SafeText.Clean(NameOf(files[0]).ToString()), ShareOutline.MaxTitle - " and 99,999 more".Length);
        return names.Count == 1 ? title : $"{title} and {names.Count - 1:N0} more";
    }

    /// <summary>The file or directory that was named: the first part of a path.</summary>
    private static ReadOnlySpan<char> NameOf(SourceFile file) => file.Path.IndexOf('/') is var end and >= 0 ? file.Path.AsSpan(0, end) : file.Path;
}
