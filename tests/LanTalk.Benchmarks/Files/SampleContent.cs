using System.Security.Cryptography;
using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Text;

namespace LanTalk.Benchmarks.Files;

/// <summary>A file of random bytes, and the same bytes as the content of a share. A server does not look at what is in it.</summary>
internal sealed class SampleContent
{
    private readonly byte[] _hashes;

    /// <param name="path">Where it is written.</param>
    /// <param name="size">Its length.</param>
    public SampleContent(string path, long size)
    {
        (Path, Size) = (path, size);
        _hashes = new byte[Chunks.CountOf(size) * Chunks.HashLength];
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, preallocationSize: size);
        Parallel.For(0, Chunks.CountOf(size), chunk =>
        {
            var bytes = new byte[Chunks.LengthOf(chunk, size)];
            new Random((int)chunk).NextBytes(bytes);
            RandomAccess.Write(file, bytes, chunk * Chunks.Length);
            SHA256.HashData(bytes, _hashes.AsSpan((int)chunk * Chunks.HashLength));
        });
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Its length.</summary>
    public long Size { get; }

    /// <summary>Its description; another title makes it another share.</summary>
    public byte[] Describe(string title) =>
        new ShareOutline(title, 1, Size, 1, Base64UrlText.Write(Chunks.RootOf(_hashes)), Base64UrlText.Write(_hashes)).ToJson();
}
