using System.Buffers;
using System.Globalization;
using System.Net;
using LanTalk.Protocol.Shares;
using LanTalk.Server.Shares;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Win32.SafeHandles;

namespace LanTalk.Server.Transfers;

/// <summary>Sends the content of shares, or a range of it, also while it is still arriving.</summary>
internal sealed class DownloadRequests(ShareDisk disk, ShareMetrics metrics, TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <summary>How long a receiver waits for content that is not there yet.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>A receiver that takes less than a chunk in about a minute is given up: its buffers are worth more than that.</summary>
    private static readonly MinDataRate SlowestReceiver = new(bytesPerSecond: 16 * 1024, gracePeriod: Patience);

    /// <summary>Sends what a request asks for.</summary>
    public async Task SendAsync(IFeatureCollection context, Share share, ShareTicket ticket)
    {
        var request = context.Get<IHttpRequestFeature>()!;
        if (!TryReadRange(request.Headers, share, out var part))
        {
            await TransferAnswer.Refusal(HttpStatusCode.BadRequest, $"The range makes no sense for a share of {share.Facts.Size} bytes.").WriteAsync(context);
            return;
        }

        var range = part ?? new ByteRange(0, share.Facts.Size);
        SafeFileHandle content;
        try
        {
            content = await disk.RunAsync(() => Task.FromResult(share.Folder.OpenContent()));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await TransferAnswer.Of(share.Removed.IsCancellationRequested ? ShareDescriptions.Gone(share) : disk.ProblemOf(e)).WriteAsync(context);
            return;
        }

        using (content)
        {
            context.Get<IHttpMinResponseDataRateFeature>()!.MinDataRate = SlowestReceiver;
            AddHeaders(context.Get<IHttpResponseFeature>()!, share, range, isPart: part is not null);

            // Also before there is any content, so that a receiver knows that it waits for the right thing.
            await context.Get<IHttpResponseBodyFeature>()!.Writer.FlushAsync();
            if (request.Method != HttpMethods.Head && !await TrySendAsync(context, share, content, range, ticket))
            {
                // The length was announced: only a broken connection tells that less has come.
                context.Get<IHttpRequestLifetimeFeature>()!.Abort();
            }
        }
    }

    /// <summary>Reads which part is asked for; null for the whole.</summary>
    private static bool TryReadRange(IHeaderDictionary headers, Share share, out ByteRange? part)
    {
        part = null;
        if (headers.Range.Count == 0 || (headers.IfRange.Count > 0 && headers.IfRange.ToString() != TagOf(share)))
        {
            return true;
        }

        part = headers.Range.Count == 1 ? ByteRange.TryParse(headers.Range.ToString(), share.Facts.Size) : null;
        return part is not null;
    }

    private static void AddHeaders(IHttpResponseFeature response, Share share, ByteRange range, bool isPart)
    {
        var headers = response.Headers;
        TransferAnswer.AddSafeHeaders(headers);
        TransferAnswer.AddProgress(headers, share);
        headers.ContentType = "application/octet-stream";
        headers.AcceptRanges = "bytes";
        headers.ETag = TagOf(share);
        headers.ContentLength = range.End - range.Start;
        response.StatusCode = (int)(isPart ? HttpStatusCode.PartialContent : HttpStatusCode.OK);
        if (isPart)
        {
            headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {range.Start}-{range.End - 1}/{share.Facts.Size}");
        }
    }

    private static string TagOf(Share share) => $"\"{share.Facts.Root}\"";

    /// <summary>Sends a range; false if it ended early.</summary>
    private async Task<bool> TrySendAsync(IFeatureCollection context, Share share, SafeFileHandle content, ByteRange range, ShareTicket ticket)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            share.Removed, lifetime.ApplicationStopping, context.Get<IHttpRequestLifetimeFeature>()!.RequestAborted);
        var writer = context.Get<IHttpResponseBodyFeature>()!.Writer;
        var buffer = ArrayPool<byte>.Shared.Rent(Chunks.Length);
        try
        {
            for (var at = range.Start; at < range.End;)
            {
                if (share.Offset <= at)
                {
                    await share.BeyondAsync(at).WaitAsync(Patience, time, stop.Token);
                }

                stop.Token.ThrowIfCancellationRequested();
                var length = (int)Math.Min(Chunks.Length, Math.Min(share.Offset, range.End) - at);
                await disk.ReadAsync(content, buffer.AsMemory(0, length), at);
                var result = await writer.WriteAsync(buffer.AsMemory(0, length), stop.Token);
                if (result.IsCompleted || result.IsCanceled)
                {
                    return false;
                }

                ticket.NoteUse();
                metrics.CountSent(length);
                at += length;
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
}
