using System.Security.Cryptography;
using LanTalk.Protocol.Shares;

namespace LanTalk.Client.Shares;

/// <summary>Hashes the chunks of a content that is about to be sent.</summary>
internal static class ChunkHasher
{
    /// <summary>The hashes of all chunks in a row.</summary>
    /// <param name="content">The content.</param>
    /// <param name="show">Called with the number of bytes done.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="ShareException">A file was changed, or cannot be read.</exception>
    public static async Task<byte[]> HashAsync(ShareContent content, Action<long> show, CancellationToken cancellationToken)
    {
        var hashes = new byte[Chunks.CountOf(content.Size) * Chunks.HashLength];
        var buffer = new byte[Chunks.Length];
        await using var stream = content.Open(0, content.Size);
        for (var (chunk, done) = (0, 0L); done < content.Size; chunk++)
        {
            var length = Chunks.LengthOf(chunk, content.Size);
            await stream.ReadExactlyAsync(buffer.AsMemory(0, length), cancellationToken);
            SHA256.HashData(buffer.AsSpan(0, length), hashes.AsSpan(chunk * Chunks.HashLength));
            show(done += length);
        }

        return hashes;
    }
}
