using System.Globalization;
using System.Net;
using LanTalk.Server.Shares;
using LanTalk.Server.Transports;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Win32.SafeHandles;

namespace LanTalk.Server.Transfers;

/// <summary>Sends the content of shares, or a range of it, also while it is still arriving.</summary>
internal sealed class DownloadRequests(ShareStore store, ShareDisk disk, ShareMetrics metrics, TimeProvider time, IHostApplicationLifetime host)
{
    /// <summary>Sends what a request asks for.</summary>
    public async Task SendAsync(IFeatureCollection context, Share share, ShareTicket ticket)
    {
        var request = context.Get<IHttpRequestFeature>()!;
        if (!TryReadRange(request.Headers, share, out var part))
        {
            await TransferAnswer.Refusal(HttpStatusCode.BadRequest, $"The range makes no sense for a share of {share.Facts.Size} bytes.").WriteAsync(context);
            return;
        }

        await SendAsync(context, share, ticket, part ?? new ByteRange(0, share.Facts.Size), isPart: part is not null);
    }

    /// <summary>Sends the only file of a share, as a browser saves it.</summary>
    public Task SendFileAsync(IFeatureCollection context, Share share, ShareTicket ticket) =>
        SendAsync(context, share, ticket, new ByteRange(share.Facts.ManifestSize, share.Facts.Size), isPart: false);

    private async Task SendAsync(IFeatureCollection context, Share share, ShareTicket ticket, ByteRange range, bool isPart)
    {
        SafeFileHandle content;
        try
        {
            content = await disk.RunAsync(share.Folder.OpenContent);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await TransferAnswer.Of(share.Removed.IsCancellationRequested ? ShareDescriptions.Gone(share) : disk.ProblemOf(e)).WriteAsync(context);
            return;
        }

        using (content)
        {
            AddHeaders(context.Get<IHttpResponseFeature>()!, share, range, isPart);
            using var seal = SealedAnswer.TryBegin(context, ticket, range);

            // Also before there is any content, so that a receiver knows that it waits for the right thing.
            var body = context.Get<IHttpResponseBodyFeature>()!.Writer;
            await body.FlushAsync();
            if (context.Get<IHttpRequestFeature>()!.Method != HttpMethods.Head)
            {
                // The length was announced: only a broken connection tells that less has come, and one that takes nothing ends in no other way.
                var lifetime = context.Get<IHttpRequestLifetimeFeature>()!;
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(share.Removed, host.ApplicationStopping, lifetime.RequestAborted);
                await using var breaking = stop.Token.UnsafeRegister(_ => lifetime.Abort(), null);
                var sent = range.Start;
                var download = new Download(share, content, context.Get<IHttpBypass>()!, body, disk, time)
                {
                    Seal = seal,
                    Sent = length =>
                    {
                        sent += length;
                        ticket.NoteUse();
                        metrics.CountSent(length);
                    },
                };
                if (!await download.TrySendAsync(range, stop))
                {
                    lifetime.Abort();
                }

                await store.NoteSentAsync(share, ticket.User, range.Start, sent);
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
}
