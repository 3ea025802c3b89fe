using System.Security.Cryptography;
using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Sources;

namespace LanTalk.Client.Shares;

/// <summary>Hashes the chunks of a content that is about to be sent, on all processors.</summary>
internal static class ChunkHasher
{
    /// <summary>Each holds a chunk in memory, and the disk is not faster than a few.</summary>
    private const int MostAtOnce = 8;

    /// <summary>The hashes of all chunks in a row.</summary>
    /// <param name="content">The content.</param>
    /// <param name="show">Called with the number of bytes done.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="ShareException">A file was changed, or cannot be read.</exception>
    public static Task<byte[]> HashAsync(IShareSource content, Action<long> show, CancellationToken cancellationToken) =>
        Task.Run(() => ReadAndHashAsync(content, show, cancellationToken), cancellationToken);

    private static async Task<byte[]> ReadAndHashAsync(IShareSource content, Action<long> show, CancellationToken cancellationToken)
    {
        var hashes = new byte[Chunks.CountOf(content.Size) * Chunks.HashLength];
        var atOnce = (int)Math.Min(Math.Min(Environment.ProcessorCount + 1, MostAtOnce), Chunks.CountOf(content.Size));
        var buffers = Enumerable.Range(0, atOnce).Select(_ => new byte[Chunks.Length]).ToArray();
        var hashing = Enumerable.Repeat(Task.CompletedTask, atOnce).ToArray();
        await using var stream = content.Open(0, content.Size);
        for (var (chunk, done) = (0, 0L); done < content.Size; chunk++)
        {
            var (index, start) = (chunk % atOnce, chunk * Chunks.HashLength);
            await hashing[index];
            var bytes = buffers[index].AsMemory(0, Chunks.LengthOf(chunk, content.Size));
            cancellationToken.ThrowIfCancellationRequested();
            stream.ReadExactly(bytes.Span);
            hashing[index] = Task.Run(() => SHA256.HashData(bytes.Span, hashes.AsSpan(start)), cancellationToken);
            show(done += bytes.Length);
        }

        await Task.WhenAll(hashing);
        return hashes;
    }
}
