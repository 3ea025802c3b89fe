using System.Buffers;
using System.IO.Pipelines;
using LanTalk.Server.Shares;
using Microsoft.Win32.SafeHandles;

namespace LanTalk.Server.Transfers;

/// <summary>Sends the files of a share as one archive, which is made while it is sent: each byte is read once, and only one piece is in memory.</summary>
internal sealed class ZipDownload(Share share, SafeFileHandle content, ZipLayout layout, PipeWriter body, ShareDisk disk, TimeProvider time)
{
    private const int Piece = 256 * 1024;

    private int _waiting;

    /// <summary>Called with each number of bytes of the content that the connection took.</summary>
    public Action<int> Sent { get; init; } = _ => { };

    /// <summary>Sends it; false if it ended early.</summary>
    public async Task<bool> TrySendAsync(CancellationToken stop)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            var at = share.Facts.ManifestSize;
            foreach (var entry in layout.Entries)
            {
                if (!await TryWriteAsync(ZipLayout.HeaderOf(entry), stop)
                    || !await TrySendFileAsync(entry, at, buffer, stop)
                    || !await TryWriteAsync(ZipLayout.DescriptorOf(entry), stop))
                {
                    return false;
                }

                at += entry.Size;
            }

            foreach (var entry in layout.Entries)
            {
                if (!await TryWriteAsync(ZipLayout.DirectoryEntryOf(entry), stop))
                {
                    return false;
                }
            }

            return await TryWriteAsync(layout.EndOf(), stop) && await TryFlushAsync(stop);
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

    private async Task<bool> TrySendFileAsync(ZipEntry entry, long start, byte[] buffer, CancellationToken stop)
    {
        for (var done = 0L; done < entry.Size;)
        {
            var at = start + done;
            if (share.Offset <= at)
            {
                await TryFlushAsync(stop);
                await share.BeyondAsync(at).WaitAsync(Download.PatienceForContent, time, stop);
                stop.ThrowIfCancellationRequested();
            }

            var piece = buffer.AsMemory(0, (int)Math.Min(Piece, Math.Min(entry.Size - done, share.Offset - at)));
            entry.Crc = await disk.RunAsync(() =>
            {
                ShareDisk.Read(content, piece.Span, at);
                return Crc32.Append(entry.Crc, piece.Span);
            });
            if (!await TryWriteAsync(piece, stop))
            {
                return false;
            }

            Sent(piece.Length);
            done += piece.Length;
        }

        return true;
    }

    /// <summary>Small files and their headers are sent together. False if the receiver is gone.</summary>
    private ValueTask<bool> TryWriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        body.Write(bytes.Span);
        _waiting += bytes.Length;
        return _waiting < Piece ? ValueTask.FromResult(true) : TryFlushAsync(stop);
    }

    private async ValueTask<bool> TryFlushAsync(CancellationToken stop)
    {
        _waiting = 0;
        var result = await body.FlushAsync(stop);
        return !result.IsCompleted && !result.IsCanceled;
    }
}
