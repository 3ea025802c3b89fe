using System.Security.Cryptography;
using LanTalk.Protocol.Text;

namespace LanTalk.Protocol.Shares;

/// <summary>How the content of a share is divided: into chunks of one length, each with its SHA-256. The root stands for all of them.</summary>
public static class Chunks
{
    /// <summary>The length of a chunk in bytes; the last one may be shorter.</summary>
    public const int Length = 1024 * 1024;

    /// <summary>The length of a hash in bytes.</summary>
    public const int HashLength = SHA256.HashSizeInBytes;

    /// <summary>The number of chunks of a content.</summary>
    public static long CountOf(long size) => (size + Length - 1) / Length;

    /// <summary>The length of a chunk of a content of this size.</summary>
    /// <param name="chunk">The chunk, from 0 on.</param>
    /// <param name="size">The length of the content.</param>
    public static int LengthOf(long chunk, long size) => (int)Math.Min(Length, size - (chunk * Length));

    /// <summary>The root of a content: SHA-256 over the hashes of its chunks in a row.</summary>
    public static byte[] RootOf(ReadOnlySpan<byte> hashes) => SHA256.HashData(hashes);

    /// <summary>The hash of a chunk among the hashes of all.</summary>
    public static ReadOnlySpan<byte> HashOf(long chunk, ReadOnlySpan<byte> hashes) => hashes.Slice((int)chunk * HashLength, HashLength);

    /// <summary>The hashes of all chunks in a row; null if they do not fit to the size and the root of the content.</summary>
    /// <param name="hashes">The hashes, base64url.</param>
    /// <param name="size">The length of the content.</param>
    /// <param name="root">The root, base64url.</param>
    internal static byte[]? ReadHashes(string hashes, long size, string root) =>
        size is > 0 and <= ShareOutline.MaxSize
        && Base64UrlText.Read(hashes, (int)CountOf(size) * HashLength) is { } read
        && Base64UrlText.Write(RootOf(read)) == root
            ? read
            : null;
}
