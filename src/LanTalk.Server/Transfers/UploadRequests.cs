using System.Buffers;
using System.Globalization;
using System.Net;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Text;
using LanTalk.Server.Shares;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;

namespace LanTalk.Server.Transfers;

/// <summary>Takes the content of shares, chunk by chunk from one long body. Each upload has two buffers of a chunk's length.</summary>
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

            var cover = BodyCover.OfRequest(context, ticket, offset);
            var rest = share.Facts.Size - offset;
            if (context.Get<IHttpRequestFeature>()!.Headers.ContentLength > (cover is null ? rest : BodySeal.LengthOf(rest)))
            {
                return TooLong(share);
            }

            using var upload = await ShareUpload.OpenAsync(share, disk);
            using var opened = SealedContent.TryOpen(body, cover);
            return await ReceiveAsync(share, upload, opened ?? (IRequestContent)body, ticket);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return TransferAnswer.Of(share.Removed.IsCancellationRequested ? ShareDescriptions.Gone(share) : disk.ProblemOf(e));
        }
    }

    private static async Task<TransferAnswer> ReceiveAsync(Share share, ShareUpload upload, IRequestContent body, ShareTicket ticket)
    {
        byte[][] buffers = [ArrayPool<byte>.Shared.Rent(Chunks.Length), ArrayPool<byte>.Shared.Rent(Chunks.Length)];
        var adding = Task.FromResult<ShareProblem?>(null);
        try
        {
            // One chunk comes while the one before is checked and written.
            for (var at = share.Offset; at < share.Facts.Size;)
            {
                var chunk = buffers[0].AsMemory(0, Chunks.LengthOf(at / Chunks.Length, share.Facts.Size));
                var filled = await body.FillAsync(chunk);
                if (await adding is { } problem)
                {
                    return TransferAnswer.Of(problem) with { Progress = share };
                }

                if (filled < chunk.Length)
                {
                    return body.IsForged ? BodyCover.Forged with { Progress = share } : Progress(share);
                }

                ticket.NoteUse();
                adding = AddAsync(upload, chunk, body);
                at += chunk.Length;
                Array.Reverse(buffers);
            }

            if (await adding is { } last)
            {
                return TransferAnswer.Of(last) with { Progress = share };
            }

            var isLonger = await body.FillAsync(buffers[0].AsMemory(0, 1)) > 0;
            return body.IsForged ? BodyCover.Forged with { Progress = share } : isLonger ? TooLong(share) : Progress(share);
        }
        finally
        {
            await adding;
            Array.ForEach(buffers, buffer => ArrayPool<byte>.Shared.Return(buffer));
        }
    }

    private static async Task<ShareProblem?> AddAsync(ShareUpload upload, ReadOnlyMemory<byte> chunk, IRequestContent body)
    {
        var problem = await upload.AppendAsync(chunk);
        if (problem is not null)
        {
            // Its sender is told now, and not when the next chunk has come.
            body.StopFilling();
        }

        return problem;
    }

    private static TransferAnswer Progress(Share share) => new(HttpStatusCode.NoContent, []) { Progress = share };

    private static TransferAnswer Conflict(Share share, string text) => TransferAnswer.Refusal(HttpStatusCode.Conflict, text) with { Progress = share };

    private static TransferAnswer TooLong(Share share)
    {
        var text = $"The body is longer than the rest of the share, which has {Counted.Of(share.Facts.Size, "byte")} in all.";
        return TransferAnswer.Refusal(HttpStatusCode.BadRequest, text) with { Progress = share };
    }
}
