using System.Globalization;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Sources;

namespace LanTalk.Client.Shares;

/// <summary>Gets a share: what it consists of, then its content, chunk by chunk. Every chunk is checked before anything of it is used.</summary>
/// <param name="server">The server.</param>
/// <param name="share">What the message said of it.</param>
/// <param name="time">The clock.</param>
/// <param name="random">Spreads the tries.</param>
public sealed class ShareDownload(ShareServer server, ShareFacts share, TimeProvider time, Random random)
{
    /// <summary>The longest description: that of the largest share.</summary>
    private const long MaxOutline = 1024L * 1024 * 1024;

    /// <summary>The key that it is sealed with; null if it is not.</summary>
    public byte[]? Key { get; init; }

    private readonly string _path = string.Create(CultureInfo.InvariantCulture, $"files/{share.Id}");

    /// <summary>Called with how far it is.</summary>
    public Action<TransferProgress> Show { get; init; } = _ => { };

    /// <summary>Gets it into a directory, and goes on where it was interrupted before.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="fileName">The name of the only file; null for the names of the share.</param>
    /// <param name="cancellationToken">Cancels it. The part that has arrived is kept.</param>
    /// <returns>The files and directories that are in the directory now.</returns>
    /// <exception cref="ShareException">It cannot be got.</exception>
    public async Task<IReadOnlyList<string>> GetAsync(string directory, string? fileName, CancellationToken cancellationToken)
    {
        using var form = new ChunkForm(share.Size, Key);
        var (chunks, files, beside) = await BeginAsync(form, cancellationToken);
        if (fileName is not null && files.Count != 1)
        {
            throw new ShareException(ShareFault.File, $"There are {files.Count:N0} files in it, which need a directory.");
        }

        using var staging = new Staging(directory, fileName, share.Title, share.Root, files)
        {
            Mark = ForeignMark.IsKnown ? path => ForeignMark.Put(path, time.GetUtcNow()) : null,
        };

        // From the beginning of a chunk: the end of what was written last may never have reached the disk.
        var from = form.StartOfChunk(staging.FindOffset(share.ManifestSize));
        DiskSpace.Require(directory, share.Size - from);
        await RunAsync(chunks, beside, from, WriteAsync, cancellationToken);
        return staging.Finish();

        Task WriteAsync(long offset, ReadOnlyMemory<byte> bytes, CancellationToken token)
        {
            staging.Write(offset, bytes);
            return Task.CompletedTask;
        }
    }

    /// <summary>Writes the only file of it to a stream.</summary>
    /// <param name="output">The stream.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="ShareException">It cannot be got, or has several files.</exception>
    public async Task GetAsync(Stream output, CancellationToken cancellationToken)
    {
        using var form = new ChunkForm(share.Size, Key);
        var (chunks, files, beside) = await BeginAsync(form, cancellationToken);
        if (files is not [{ File.IsDirectory: false }])
        {
            throw new ShareException(ShareFault.File, $"There are {files.Count:N0} files in it, and only one can be written to standard output.");
        }

        await RunAsync(chunks, beside, 0, (_, bytes, token) => output.WriteAsync(bytes, token).AsTask(), cancellationToken);
        await output.FlushAsync(cancellationToken);
    }

    private TransferRetry Retry(Func<long> done) => new(time, random)
    {
        Told = reason =>
        {
            server.ForgetTicket();
            Show(new TransferProgress(TransferStage.Waiting, done(), share.Size) { Reason = reason });
        },
        Stalled = () => Show(new TransferProgress(TransferStage.Stalled, done(), share.Size)
        {
            Reason = "Nothing comes. A share that is not all there waits for its sender.",
        }),
    };

    /// <summary>Gets the manifest, and what stands behind it in its last chunk: of a small share, that is all.</summary>
    private async Task<(ChunkReader Chunks, IReadOnlyList<TargetFile> Files, ReadOnlyMemory<byte> Beside)> BeginAsync(
        ChunkForm form, CancellationToken cancellationToken)
    {
        var hashes = await Retry(() => 0).RunAsync(attempt => GetHashesAsync(form, attempt.Token), cancellationToken);
        var chunks = new ChunkReader(server, _path, form, hashes);
        var manifest = new byte[share.ManifestSize];
        byte[] beside = [];
        var at = 0L;
        await Retry(() => at).RunAsync(
            async attempt =>
            {
                while (at < manifest.Length)
                {
                    await chunks.ReadAsync(at, form.EndOfChunk(manifest.Length), Keep, attempt);

                    ValueTask Keep(long offset, ReadOnlyMemory<byte> bytes)
                    {
                        var length = (int)Math.Min(bytes.Length, manifest.Length - offset);
                        bytes[..length].CopyTo(manifest.AsMemory((int)offset));
                        beside = bytes[length..].ToArray();
                        at = offset + bytes.Length;
                        attempt.GetOn();
                        return default;
                    }
                }

                return true;
            },
            cancellationToken);
        try
        {
            var listed = Manifest.Parse(manifest, share.Size);
            return (chunks, TargetNames.Of(listed, share.ManifestSize), beside);
        }
        catch (InvalidDataException e)
        {
            throw new ShareException(ShareFault.Altered, e.Message, e);
        }
    }

    private async Task<byte[]> GetHashesAsync(ChunkForm form, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_path}/outline");
        using var response = await server.SendAsync(request, cancellationToken);

        // The hashes are as long as the message says; the rest is short.
        var longest = Math.Min(MaxOutline, (Chunks.CountOf(form.StoredSize) * Chunks.HashLength * 4 / 3) + 8192);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var json = await LimitedBody.ReadAsync(body, longest, cancellationToken);
        return (json is null ? null : Key is null ? ReadHashes(json) : ReadSealedHashes(json, form))
            ?? throw new ShareException(ShareFault.Altered, "What the server has is not what was announced: somebody altered it.");
    }

    private byte[]? ReadHashes(byte[] json) =>
        ShareOutline.TryParse(json) is { } outline && outline.FindFault() is null
        && outline.Root == share.Root && outline.Size == share.Size && outline.ManifestSize == share.ManifestSize
            ? outline.ReadHashes()
            : null;

    // All else about it was in the message.
    private byte[]? ReadSealedHashes(byte[] json, ChunkForm form) =>
        SealedOutline.TryParse(json) is { } outline && outline.FindFault() is null && outline.Root == share.Root && outline.Size == form.StoredSize
            ? outline.ReadHashes()
            : null;

    private async Task RunAsync(
        ChunkReader chunks, ReadOnlyMemory<byte> beside, long from, Func<long, ReadOnlyMemory<byte>, CancellationToken, Task> write,
        CancellationToken cancellationToken)
    {
        var at = from;
        if (at < share.ManifestSize + beside.Length)
        {
            await write(share.ManifestSize, beside, cancellationToken);
            at = share.ManifestSize + beside.Length;
        }

        Show(new TransferProgress(TransferStage.Running, at, share.Size));
        await Retry(() => at).RunAsync(
            async attempt =>
            {
                if (at < share.Size)
                {
                    await chunks.ReadAsync(at, share.Size, TakeAsync, attempt);
                }

                return true;

                async ValueTask TakeAsync(long offset, ReadOnlyMemory<byte> bytes)
                {
                    await write(offset, bytes, cancellationToken);
                    at = offset + bytes.Length;
                    attempt.GetOn();
                    Show(new TransferProgress(TransferStage.Running, at, share.Size));
                }
            },
            cancellationToken);
    }
}
