using System.Buffers;
using System.Globalization;
using System.Net;
using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Text;
using LanTalk.Server.Shares;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;

namespace LanTalk.Server.Transfers;

/// <summary>Takes the content of shares, chunk by chunk from one long body. Each upload has one buffer of a chunk's length.</summary>
internal sealed class UploadRequests(ShareDisk disk, TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <summary>Takes as much of a share's content as a request brings.</summary>
    public async Task ReceiveAsync(IFeatureCollection context, Share share, ShareTicket ticket)
    {
        if (!TryReadOffset(context.Get<IHttpRequestFeature>()!.Headers, out var offset))
        {
            await TransferAnswer
                .Refusal(HttpStatusCode.BadRequest, "Upload-Offset must be one number: how many bytes of the content the server has.")
                .RefuseAsync(context, time);
            return;
        }

        if (await share.TryTakeSeatAsync(time) is not { } seat)
        {
            await Conflict(share, "Somebody else is sending this content now.").RefuseAsync(context, time);
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(share.Removed, seat.Displaced, lifetime.ApplicationStopping);
        await using var body = RequestBody.Of(context, time, stop.Token, seat.NoteHeard);
        TransferAnswer answer;
        using (seat)
        {
            answer = await TryReceiveAsync(context, share, offset, body, ticket);
        }

        if (share.Removed.IsCancellationRequested)
        {
            answer = TransferAnswer.Of(ShareDescriptions.Gone(share));
        }
        else if (body.IsBroken)
        {
            // Nobody waits for an answer.
            context.Get<IHttpRequestLifetimeFeature>()!.Abort();
            return;
        }

        await answer.WriteAsync(context);
        if (answer.IsLast)
        {
            await body.DrainAsync();
        }
    }

    private static bool TryReadOffset(IHeaderDictionary headers, out long offset)
    {
        offset = 0;
        return headers["Upload-Offset"] is { Count: 1 } field
            && long.TryParse(field.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out offset);
    }

    private async Task<TransferAnswer> TryReceiveAsync(IFeatureCollection context, Share share, long offset, RequestBody body, ShareTicket ticket)
    {
        try
        {
            if (offset != share.Offset)
            {
                return Conflict(share, $"The server has {share.Offset} bytes of the content. Go on from there.");
            }

            if (context.Get<IHttpRequestFeature>()!.Headers.ContentLength > share.Facts.Size - offset)
            {
                return TooLong(share);
            }

            using var upload = await ShareUpload.OpenAsync(share, disk);
            return await ReceiveAsync(share, upload, body, ticket);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return TransferAnswer.Of(share.Removed.IsCancellationRequested ? ShareDescriptions.Gone(share) : disk.ProblemOf(e));
        }
    }

    private static async Task<TransferAnswer> ReceiveAsync(Share share, ShareUpload upload, RequestBody body, ShareTicket ticket)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Chunks.Length);
        try
        {
            while (upload.NextLength is > 0 and var length)
            {
                if (await body.FillAsync(buffer.AsMemory(0, length)) < length)
                {
                    return Progress(share);
                }

                ticket.NoteUse();
                if (await upload.AppendAsync(buffer.AsMemory(0, length)) is { } problem)
                {
                    return TransferAnswer.Of(problem) with { Progress = share };
                }
            }

            return await body.FillAsync(buffer.AsMemory(0, 1)) == 0 ? Progress(share) : TooLong(share);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static TransferAnswer Progress(Share share) => new(HttpStatusCode.NoContent, []) { Progress = share };

    private static TransferAnswer Conflict(Share share, string text) => TransferAnswer.Refusal(HttpStatusCode.Conflict, text) with { Progress = share };

    private static TransferAnswer TooLong(Share share)
    {
        var text = $"The body is longer than the rest of the share, which has {Counted.Of(share.Facts.Size, "byte")} in all.";
        return TransferAnswer.Refusal(HttpStatusCode.BadRequest, text) with { Progress = share };
    }
}
