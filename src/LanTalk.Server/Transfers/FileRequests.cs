using System.Net;
using LanTalk.Server.Configuration;
using LanTalk.Server.Shares;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LanTalk.Server.Transfers;

/// <summary>Answers HTTP requests that send and get files. Each needs a ticket from the chat.</summary>
internal sealed class FileRequests(
    LanTalkServerOptions options, ShareStore store, TicketStore tickets, IShareAccess access, ShareDescriptions descriptions,
        UploadRequests uploads, DownloadRequests downloads, TimeProvider time)
{
    private const string Scheme = "Bearer ";

    /// <summary>Whether a path is for this.</summary>
    public static bool IsFor(string path) => SharePath.IsOne(path);

    /// <summary>Answers a request.</summary>
    /// <param name="context">The request, and its answer.</param>
    /// <param name="isEncrypted">Whether its connection is.</param>
    public async Task ServeAsync(IFeatureCollection context, bool isEncrypted)
    {
        var request = context.Get<IHttpRequestFeature>()!;
        if (RefusalOf(request, isEncrypted, out var path) is { } refusal)
        {
            await refusal.RefuseAsync(context, time);
        }
        else if (TicketOf(request.Headers, path) is not { } ticket || !access.IsOnline(ticket.User))
        {
            await TransferAnswer
                .Refusal(HttpStatusCode.Unauthorized, "This needs a ticket from the chat, in the header Authorization: Bearer TICKET. Yours is missing or not valid any more.")
                .RefuseAsync(context, time);
        }
        else
        {
            await ServeAsync(context, request, path, ticket);
        }
    }

    private TransferAnswer? RefusalOf(IHttpRequestFeature request, bool isEncrypted, out SharePath path)
    {
        if (!SharePath.TryParse(request.Path, out path) || options.Files is null)
        {
            return TransferAnswer.Refusal(HttpStatusCode.NotFound, options.Files is null ? "This server keeps no files." : "There is nothing here.");
        }

        if (options.RequireTls && !isEncrypted)
        {
            return TransferAnswer.Refusal(HttpStatusCode.Forbidden, "This server sends and takes files only by https.");
        }

        var allowed = path switch { { Number: null } => "POST", { Ticket: not null } => "GET", { IsOutline: true } => "GET, HEAD", _ => "GET, HEAD, PATCH" };
        return allowed.Split(", ").Contains(request.Method, StringComparer.Ordinal) ? null
            : TransferAnswer.Refusal(HttpStatusCode.MethodNotAllowed, $"Only {allowed} can be used here.") with { Allow = allowed };
    }

    private async Task ServeAsync(IFeatureCollection context, IHttpRequestFeature request, SharePath path, ShareTicket ticket)
    {
        if (BodyCover.FaultOf(request, ticket) is { } fault)
        {
            await TransferAnswer.Refusal(HttpStatusCode.BadRequest, fault).RefuseAsync(context, time);
        }
        else if (path.Number is not { } number)
        {
            await (ticket.Share is null ? descriptions.ReadAsync(context, ticket) : ForbidAsync("This ticket is for getting files; ask for one without a share.", context));
        }
        else if (ticket.Share is { } only && only != number)
        {
            await ForbidAsync($"This ticket is for share {only}.", context);
        }
        else if (store.Find(number) is not { } share)
        {
            await TransferAnswer.Refusal(HttpStatusCode.NotFound, $"There is no share {number}, or it was removed.").RefuseAsync(context, time);
        }
        else if (request.Method == HttpMethods.Patch)
        {
            await (ticket.Share is null && share.BelongsTo(ticket.User.Sender) ? uploads.ReceiveAsync(context, share, ticket)
                : ForbidAsync("Only its own user sends a share, with a ticket for sending.", context));
        }
        else if (ticket.Share is null && !(share.BelongsTo(ticket.User.Sender) && request.Method == HttpMethods.Head))
        {
            await ForbidAsync($"This ticket is for sending; ask for one for share {number}.", context);
        }
        else if (!access.MayGet(ticket.User, share))
        {
            await ForbidAsync($"You are in no room in which share {number} was announced, and it is not sealed for you.", context);
        }
        else
        {
            await (path.IsOutline ? descriptions.WriteAsync(context, share, ticket)
                : path.Ticket is null ? downloads.SendAsync(context, share, ticket)
                : share.Record.To is not null ? ForbidAsync("Sealed files cannot be downloaded this way: only a client can open them.", context)
                : share.Facts.Count == 1 ? downloads.SendFileAsync(context, share, ticket)
                : downloads.SendArchiveAsync(context, share, ticket));
        }
    }

    private ShareTicket? TicketOf(IHeaderDictionary headers, SharePath path)
    {
        if (path.Ticket is { } inPath)
        {
            return tickets.TakeForDownload(inPath);
        }

        var field = headers.Authorization.Count == 1 ? headers.Authorization.ToString() : "";
        return field.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? tickets.Use(field[Scheme.Length..].Trim()) : null;
    }

    private Task ForbidAsync(string text, IFeatureCollection context) =>
        TransferAnswer.Refusal(HttpStatusCode.Forbidden, text).RefuseAsync(context, time);
}
