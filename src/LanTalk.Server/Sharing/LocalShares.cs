using System.Buffers;
using System.Security.Cryptography;
using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Sources;
using LanTalk.Server.Configuration;
using LanTalk.Server.Shares;
using LanTalk.Server.Users;
using ShareFault = LanTalk.Server.Shares.ShareFault;

namespace LanTalk.Server.Sharing;

/// <summary>What became of files that were to be taken.</summary>
/// <param name="Share">The share, complete and known to no room yet, unless it was shared before; null if there is none.</param>
/// <param name="Problem">Why there is none, as sentences for a person; empty if there is one.</param>
/// <param name="LeftOut">What lies in a folder and is not shared.</param>
internal sealed record TakenFiles(Share? Share, string Problem, IReadOnlyList<LeftOut> LeftOut);

/// <summary>
/// Makes shares of files of this machine, which the server reads itself: with the chunks and hashes that a user would send, and within the same limits. It
/// holds one chunk at a time. What is not complete in the end is removed.
/// </summary>
internal sealed class LocalShares(LanTalkServerOptions options, ShareStore store, ShareQuota quota, ShareDisk disk, TimeProvider time)
{
    /// <summary>The most that the hashes of a share take in memory: those of 512 GiB.</summary>
    private const long MostHashes = 16 * 1024 * 1024;

    /// <summary>Takes a file, or a folder with all that is in it.</summary>
    /// <param name="owner">To whom the share will belong.</param>
    /// <param name="path">The full path.</param>
    /// <param name="title">What rooms are told; null for the name of the file.</param>
    /// <param name="cancellationToken">Ends it between two chunks.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public async Task<TakenFiles> TakeAsync(User owner, string path, string? title, CancellationToken cancellationToken)
    {
        if (options.Files is null)
        {
            return Failed("This server keeps no files.");
        }

        try
        {
            // On a thread of its own: listing many files, or a file on a network that is away, may take long.
            var (content, leftOut, hashes) = await Task.Factory.StartNew(
                () => Read(path, title, cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            var (share, problem) = await store.CreateAsync(owner, ShareDescription.Of(content.Describe(hashes)));
            problem ??= await FillAsync(share!, content, path, cancellationToken);
            return problem is null ? new TakenFiles(share, "", leftOut) : Failed(problem.Text);
        }
        catch (ShareException e)
        {
            return Failed(e.Message);
        }
    }

    private static TakenFiles Failed(string problem) => new(null, problem, []);

    private (ShareContent Content, IReadOnlyList<LeftOut> LeftOut, byte[] Hashes) Read(string path, string? title, CancellationToken cancellationToken)
    {
        var source = SourceFiles.List([path], isSparing: true);
        var content = new ShareContent(source, title);
        var problem = ShareOutline.FindFault(content.Title, content.Count, content.Size, content.ManifestSize) ?? quota.FindSizeProblem(content.Size)?.Text
            ?? (Chunks.CountOf(content.Size) * Chunks.HashLength > MostHashes ? "This is too large to be shared at once." : null);
        return problem is null
            ? (content, source.LeftOut, Hash(content, cancellationToken))
            : throw new ShareException(Protocol.Sources.ShareFault.File, problem);
    }

    private static byte[] Hash(ShareContent content, CancellationToken cancellationToken)
    {
        var hashes = new byte[Chunks.CountOf(content.Size) * Chunks.HashLength];
        var buffer = new byte[Chunks.Length];
        using var stream = content.Open(0, content.Size);
        for (var chunk = 0; chunk * Chunks.HashLength < hashes.Length; chunk++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var bytes = buffer.AsSpan(0, Chunks.LengthOf(chunk, content.Size));
            stream.ReadExactly(bytes);
            SHA256.HashData(bytes, hashes.AsSpan(chunk * Chunks.HashLength));
        }

        return hashes;
    }

    /// <summary>Reads the content a second time, into the share. One that stays incomplete, and that no room knows, is removed.</summary>
    private async Task<ShareProblem?> FillAsync(Share share, ShareContent content, string path, CancellationToken cancellationToken)
    {
        if (await share.TryTakeSeatAsync(time) is not { } seat)
        {
            return new ShareProblem(ShareFault.Invalid, "The same files are being shared already.");
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, share.Removed, seat.Displaced);
        try
        {
            return await AppendAsync(share, content, path, seat, stop.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ShareProblem(ShareFault.Gone, $"Share {share.Facts.Id} was removed.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return disk.ProblemOf(e);
        }
        finally
        {
            seat.Dispose();
            if (share is { IsComplete: false, Record.Announcements.Count: 0 } && !seat.Displaced.IsCancellationRequested)
            {
                await store.RemoveAsync(share);
            }
        }
    }

    private async Task<ShareProblem?> AppendAsync(Share share, ShareContent content, string path, UploadSeat seat, CancellationToken stop)
    {
        using var upload = await ShareUpload.OpenAsync(share, disk);
        await using var stream = content.Open(share.Offset, content.Size);
        var buffer = ArrayPool<byte>.Shared.Rent(Chunks.Length);
        try
        {
            while (!share.IsComplete)
            {
                stop.ThrowIfCancellationRequested();
                var chunk = buffer.AsMemory(0, Chunks.LengthOf(share.Offset / Chunks.Length, content.Size));
                await disk.RunAsync(() =>
                {
                    stream.ReadExactly(chunk.Span);
                    return chunk.Length;
                });
                seat.NoteHeard();
                if (await upload.AppendAsync(chunk) is { } problem)
                {
                    // Its time and its length did not show it.
                    return problem.Fault != ShareFault.Invalid ? problem
                        : problem with { Text = $"{path} was changed while it was being sent. Send it again." };
                }
            }

            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
