using System.Net;
using LanTalk.Protocol.Shares;

namespace LanTalk.Client.Shares;

/// <summary>The body of a request that sends a part of a share's content. The next chunk is read while one is on its way.</summary>
/// <param name="stream">The part; the caller disposes it.</param>
/// <param name="sent">Called with each number of bytes that are on their way.</param>
internal sealed class StreamedContent(Stream stream, Action<int> sent) : HttpContent
{
    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream connection, TransportContext? context) =>
        SerializeToStreamAsync(connection, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream connection, TransportContext? context, CancellationToken cancellationToken)
    {
        var (chunk, next) = (new byte[Chunks.Length], new byte[Chunks.Length]);
        for (var length = await ReadAsync(chunk); length > 0;)
        {
            var ahead = ReadAsync(next);
            try
            {
                await connection.WriteAsync(chunk.AsMemory(0, length), cancellationToken);
                sent(length);
            }
            finally
            {
                // Nothing may read the stream when this is over.
                length = await ahead;
            }

            (chunk, next) = (next, chunk);
        }
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = stream.Length;
        return true;
    }

    private Task<int> ReadAsync(byte[] buffer) => Task.Run(() => stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
}
