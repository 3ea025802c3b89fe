using System.Globalization;
using System.Net;
using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Text;
using LanTalk.Server.Shares;
using LanTalk.Server.Transports;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Win32.SafeHandles;

namespace LanTalk.Server.Transfers;

/// <summary>Sends the content of shares, or a range of it, also while it is still arriving.</summary>
internal sealed class DownloadRequests(ShareStore store, ShareDisk disk, ShareMetrics metrics, TimeProvider time, IHostApplicationLifetime host)
{
    /// <summary>The longest list of files of which an archive is made, in bytes: it is in memory while the archive is sent.</summary>
    private const long MostManifest = 2 * 1024 * 1024;

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

    /// <summary>Sends the files of a share as one archive, as a browser saves it.</summary>
    public async Task SendArchiveAsync(IFeatureCollection context, Share share, ShareTicket ticket)
    {
        if (await TryOpenAsync(context, share) is not { } content)
        {
            return;
        }

        using (content)
        {
            if (await TryReadLayoutAsync(context, share, content) is not { } layout)
            {
                return;
            }

            var headers = context.Get<IHttpResponseFeature>()!.Headers;
            TransferAnswer.AddSafeHeaders(headers);
            headers.ContentType = "application/zip";
            headers.ContentLength = layout.Length;
            context.Get<IHttpMinResponseDataRateFeature>()!.MinDataRate = SealedAnswer.SlowestReceiver;
            var body = context.Get<IHttpResponseBodyFeature>()!.Writer;
            await body.FlushAsync();
            await SendBodyAsync(context, share, ticket, share.Facts.ManifestSize, (sent, stop) =>
                new ZipDownload(share, content, layout, body, disk, time) { Sent = sent }.TrySendAsync(stop.Token));
        }
    }

    private async Task SendAsync(IFeatureCollection context, Share share, ShareTicket ticket, ByteRange range, bool isPart)
    {
        if (await TryOpenAsync(context, share) is not { } content)
        {
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
                await SendBodyAsync(context, share, ticket, range.Start, (sent, stop) =>
                    new Download(share, content, context.Get<IHttpBypass>()!, body, disk, time) { Seal = seal, Sent = sent }.TrySendAsync(range, stop));
            }
        }
    }

    /// <summary>Sends a body whose length was announced.</summary>
    /// <param name="context">The request.</param>
    /// <param name="share">The share.</param>
    /// <param name="ticket">The request's ticket.</param>
    /// <param name="start">Where the body begins in the content.</param>
    /// <param name="trySendAsync">Sends it, tells of each number of bytes, and stops when it is told to.</param>
    private async Task SendBodyAsync(
        IFeatureCollection context, Share share, ShareTicket ticket, long start, Func<Action<int>, CancellationTokenSource, Task<bool>> trySendAsync)
    {
        // Only a broken connection tells that less has come than was announced, and one that takes nothing ends in no other way.
        var lifetime = context.Get<IHttpRequestLifetimeFeature>()!;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(share.Removed, host.ApplicationStopping, lifetime.RequestAborted);
        await using var breaking = stop.Token.UnsafeRegister(_ => lifetime.Abort(), null);
        var at = start;
        var isSent = await trySendAsync(
            length =>
            {
                at += length;
                ticket.NoteUse();
                metrics.CountSent(length);
            },
            stop);
        if (!isSent)
        {
            lifetime.Abort();
        }

        await store.NoteSentAsync(share, ticket.User, start, at);
    }

    /// <summary>Opens a content; if it cannot be, the answer says why.</summary>
    private async Task<SafeFileHandle?> TryOpenAsync(IFeatureCollection context, Share share)
    {
        try
        {
            return await disk.RunAsync(share.Folder.OpenContent);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await TransferAnswer.Of(share.Removed.IsCancellationRequested ? ShareDescriptions.Gone(share) : disk.ProblemOf(e)).WriteAsync(context);
            return null;
        }
    }

    /// <summary>Reads what an archive has to hold; if there can be none, the answer says why.</summary>
    private async Task<ZipLayout?> TryReadLayoutAsync(IFeatureCollection context, Share share, SafeFileHandle content)
    {
        var length = share.Facts.ManifestSize;
        var fault = length > MostManifest ? "they are too many"
            : share.Offset < length ? "their list is not there yet"
            : null;
        if (fault is null)
        {
            try
            {
                return await disk.RunAsync(() =>
                {
                    var manifest = new byte[length];
                    ShareDisk.Read(content, manifest, 0);
                    return ZipLayout.Of(Manifest.Parse(manifest, share.Facts.Size), length, time.LocalTimeZone);
                });
            }
            catch (InvalidDataException e)
            {
                fault = SafeText.Clean(e.Message);
            }
            catch (IOException e)
            {
                await TransferAnswer.Of(disk.ProblemOf(e)).WriteAsync(context);
                return null;
            }
        }

        var text = string.Create(CultureInfo.InvariantCulture, $"The files cannot be sent as one archive: {fault}. In a terminal: lantalk get {share.Facts.Id}");
        await TransferAnswer.Refusal(HttpStatusCode.Forbidden, text).WriteAsync(context);
        return null;
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
