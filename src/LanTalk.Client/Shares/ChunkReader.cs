using System.Net.Http.Headers;
using System.Security.Cryptography;
using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Sources;

namespace LanTalk.Client.Shares;

/// <summary>Reads chunks of a share from the server, and hands out only those that have the right hash.</summary>
/// <param name="server">The server.</param>
/// <param name="path">The share's path.</param>
/// <param name="form">How the content lies in its chunks.</param>
/// <param name="hashes">The hashes of its chunks.</param>
internal sealed class ChunkReader(ShareServer server, string path, ChunkForm form, byte[] hashes)
{
    private readonly byte[][] _buffers = [new byte[Chunks.Length], new byte[Chunks.Length]];

    // The chunk that came wrong last. It is fetched once more: a machine on the way may have broken it.
    private long? _wrong;

    /// <summary>Reads chunks on one connection, until the end or until it breaks.</summary>
    /// <param name="from">The first byte, which begins a chunk.</param>
    /// <param name="to">The byte after the last one, which ends a chunk.</param>
    /// <param name="take">Called with the content of each chunk and where it begins.</param>
    /// <param name="attempt">The try that it is a part of.</param>
    /// <exception cref="ShareException">A chunk was wrong twice.</exception>
    /// <exception cref="IOException">The connection broke, or a chunk was wrong for the first time.</exception>
    public async Task ReadAsync(long from, long to, Func<long, ReadOnlyMemory<byte>, ValueTask> take, Attempt attempt)
    {
        var first = from / form.Length;
        var start = first * Chunks.Length;
        var end = to == form.Size ? form.StoredSize : to / form.Length * Chunks.Length;
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Range = new RangeHeaderValue(start, end - 1);
        using var response = await server.SendAsync(request, attempt.Token);
        await using var body = await response.Content.ReadAsStreamAsync(attempt.Token);
        if (StartOf(response) != start)
        {
            throw new ShareException(ShareFault.Altered, "The server sends another part of the share than it was asked for.");
        }

        // One chunk comes while the one before is verified and taken.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(attempt.Token);
        var taking = Task.CompletedTask;
        try
        {
            for (var chunk = first; chunk * Chunks.Length < end; chunk++)
            {
                var (number, bytes) = (chunk, _buffers[chunk % _buffers.Length].AsMemory(0, Chunks.LengthOf(chunk, form.StoredSize)));
                await FillAsync(body, bytes, attempt, stop.Token);
                await taking;
                taking = Task.Run(() => TakeAsync(number, bytes, take, stop), CancellationToken.None);
            }
        }
        finally
        {
            await taking;
        }
    }

    private static async Task FillAsync(Stream body, Memory<byte> bytes, Attempt attempt, CancellationToken stop)
    {
        while (bytes.Length > 0)
        {
            var read = await body.ReadAsync(bytes, stop);
            if (read == 0)
            {
                throw new EndOfStreamException("The server ended the transfer.");
            }

            attempt.Live();
            bytes = bytes[read..];
        }
    }

    private async Task TakeAsync(long chunk, ReadOnlyMemory<byte> bytes, Func<long, ReadOnlyMemory<byte>, ValueTask> take, CancellationTokenSource stop)
    {
        try
        {
            Verify(chunk, bytes.Span);
            await take(chunk * form.Length, form.Open(chunk, bytes));
        }
        catch
        {
            // The next chunk may be long in coming.
            await stop.CancelAsync();
            throw;
        }
    }

    private static long StartOf(HttpResponseMessage response) =>
        response.StatusCode == System.Net.HttpStatusCode.PartialContent ? response.Content.Headers.ContentRange?.From ?? -1 : 0;

    private void Verify(long chunk, ReadOnlySpan<byte> bytes)
    {
        if (SHA256.HashData(bytes).AsSpan().SequenceEqual(hashes.AsSpan((int)chunk * Chunks.HashLength, Chunks.HashLength)))
        {
            return;
        }

        if (_wrong == chunk)
        {
            throw new ShareException(ShareFault.Altered,
                $"MiB {chunk + 1:N0} of {Chunks.CountOf(form.StoredSize):N0} is not what its sender announced, also at the second try: somebody altered it, or a disk is broken.");
        }

        _wrong = chunk;
        throw new IOException($"MiB {chunk + 1:N0} of {Chunks.CountOf(form.StoredSize):N0} came damaged, and is fetched once more.");
    }
}
