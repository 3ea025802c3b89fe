using System.Buffers;
using System.IO.Pipelines;
using LanTalk.Protocol.Shares;
using LanTalk.Server.Shares;
using LanTalk.Server.Transports;
using Microsoft.Win32.SafeHandles;

namespace LanTalk.Server.Transfers;

/// <summary>
/// Sends a content on a connection, past HTTP. In clear the kernel sends it from the file itself, where it can; otherwise it is read and written in
/// pieces.
/// </summary>
internal sealed class Download(Share share, SafeFileHandle content, IHttpBypass http, PipeWriter body, ShareDisk disk, TimeProvider time)
{
    /// <summary>How long a receiver waits for content that is not there yet.</summary>
    internal static readonly TimeSpan PatienceForContent = TimeSpan.FromMinutes(1);

    /// <summary>A receiver that takes less than a chunk in this time, which is 16 KiB/s, is given up: its buffers are worth more than that.</summary>
    private static readonly TimeSpan PatienceForReceiver = TimeSpan.FromSeconds(64);

    /// <summary>How much is sealed at once.</summary>
    private const int SealedPiece = 256 * 1024;

    /// <summary>How much is copied at once: a record of TLS (RFC 8446, section 5.1), so that the receiver opens one while the next is made.</summary>
    private const int CopiedPiece = 16 * 1024;

    /// <summary>How much is copied when the kernel sends the file, but the connection is full: it tells that it has room when it has taken these.</summary>
    private const int WaitingPiece = 32 * 1024;

    /// <summary>Seals the content, which then goes through HTTP; null if it goes as it is.</summary>
    public SealedAnswer? Seal { get; init; }

    /// <summary>Called with each number of bytes that the connection took.</summary>
    public Action<int> Sent { get; init; } = _ => { };

    /// <summary>Sends a range; false if it ended early.</summary>
    /// <param name="range">The range.</param>
    /// <param name="stop">Ends it; is also signalled when the receiver is too slow.</param>
    public async Task<bool> TrySendAsync(ByteRange range, CancellationTokenSource stop)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Seal is not null ? SealedPiece : http.Output.TakesFiles ? WaitingPiece : CopiedPiece);
        await using var slow = time.CreateTimer(_ => stop.Cancel(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            var timed = 0L;
            for (var at = range.Start; at < range.End;)
            {
                if (share.Offset <= at)
                {
                    slow.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                    await share.BeyondAsync(at).WaitAsync(PatienceForContent, time, stop.Token);
                    timed = 0;
                }

                stop.Token.ThrowIfCancellationRequested();
                if (timed == 0)
                {
                    slow.Change(PatienceForReceiver, Timeout.InfiniteTimeSpan);
                }

                // Not beyond the chunk that is timed: sending may take long to return where the receiver takes as much as comes.
                var length = (int)Math.Min(Chunks.Length - timed, Math.Min(share.Offset, range.End) - at);
                var sent = Seal is null ? await SendAsync(at, length, buffer) : await SealAsync(Seal, at, length, buffer, stop.Token);
                if (sent == 0 || http.Output.IsBroken)
                {
                    return false;
                }

                Sent(sent);
                at += sent;
                timed = (timed + sent) % Chunks.Length;
            }

            return true;
        }
        catch (Exception e) when (e is OperationCanceledException or TimeoutException)
        {
            return false;
        }
        catch (IOException e)
        {
            disk.ProblemOf(e);
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Sends at least some of a part past HTTP; returns how much.</summary>
    private async ValueTask<int> SendAsync(long at, int length, byte[] buffer)
    {
        var (sent, isFull) = await disk.RunAsync(() => Send(at, length, buffer));
        if (isFull)
        {
            await http.Output.TakenAsync();
        }

        http.NoteSent(body, sent);
        return sent;
    }

    // It waits for the disk, not for the receiver.
    private (int Sent, bool IsFull) Send(long at, int length, byte[] buffer)
    {
        var output = http.Output;
        var sent = output.TakesFiles ? output.TrySendFile(content, at, length) : 0;
        if (sent == length)
        {
            return (sent, false);
        }

        do
        {
            var piece = buffer.AsMemory(0, Math.Min(buffer.Length, length - sent));
            sent += Read(piece, at + sent);
            if (!output.TrySend(piece))
            {
                return (sent, true);
            }
        }
        while (sent < length && !output.TakesFiles && !output.IsBroken);
        return (sent, false);
    }

    /// <summary>Seals and sends at least some of a part; returns how much, 0 if the receiver is gone.</summary>
    private async ValueTask<int> SealAsync(SealedAnswer seal, long at, int length, byte[] buffer, CancellationToken stop)
    {
        var piece = buffer.AsMemory(0, Math.Min(buffer.Length, length));
        await disk.RunAsync(() => Read(piece, at));
        var result = await seal.WriteAsync(piece, stop);
        return result.IsCompleted || result.IsCanceled ? 0 : piece.Length;
    }

    private int Read(Memory<byte> piece, long at)
    {
        ShareDisk.Read(content, piece.Span, at);
        return piece.Length;
    }
}
