using System.Globalization;
using System.Net;
using System.Text;
using LanTalk.Server.Shares;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LanTalk.Server.Transfers;

/// <summary>The answer to a request for files, without the content of a share.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">The body.</param>
internal sealed record TransferAnswer(HttpStatusCode Status, byte[] Body)
{
    private const string TextType = "text/plain; charset=utf-8";

    /// <summary>The media type of the body.</summary>
    public string ContentType { get; init; } = TextType;

    /// <summary>The share whose progress the answer tells; null if it tells none.</summary>
    public Share? Progress { get; init; }

    /// <summary>The methods that are understood, for a request with another one.</summary>
    public string? Allow { get; init; }

    /// <summary>Where a share that was described is.</summary>
    public string? Location { get; init; }

    /// <summary>Seals the body; null for an answer that is sent as it is.</summary>
    public BodyCover? Cover { get; init; }

    /// <summary>Whether the connection ends with it: some of the request may be left unread.</summary>
    public bool IsLast { get; init; }

    /// <summary>An answer in words, with which the connection ends.</summary>
    public static TransferAnswer Refusal(HttpStatusCode status, string text) => new(status, Encoding.UTF8.GetBytes(text + "\n")) { IsLast = true };

    /// <summary>The answer for a problem of the store.</summary>
    public static TransferAnswer Of(ShareProblem problem) => Refusal(
        problem.Fault switch
        {
            ShareFault.TooLarge => HttpStatusCode.RequestEntityTooLarge,
            ShareFault.NoSpace => HttpStatusCode.InsufficientStorage,
            ShareFault.Gone => HttpStatusCode.NotFound,
            ShareFault.Disk => HttpStatusCode.InternalServerError,
            _ => HttpStatusCode.BadRequest,
        },
        problem.Text);

    /// <summary>The headers of every answer: whatever it carries, a browser neither shows nor runs it.</summary>
    public static void AddSafeHeaders(IHeaderDictionary headers)
    {
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "sandbox";
        headers.ContentDisposition = "attachment";
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Referrer-Policy"] = "no-referrer";
    }

    /// <summary>Tells how much of a share there is.</summary>
    public static void AddProgress(IHeaderDictionary headers, Share share)
    {
        var offset = share.Offset;
        headers["Upload-Offset"] = offset.ToString(CultureInfo.InvariantCulture);
        headers["Upload-Complete"] = offset == share.Facts.Size ? "?1" : "?0";
    }

    /// <summary>Writes it in the place of reading the request's body.</summary>
    public async Task RefuseAsync(IFeatureCollection context, TimeProvider time)
    {
        await WriteAsync(context);
        await using var body = RequestBody.Of(context, time, CancellationToken.None);
        await body.DrainAsync();
    }

    /// <summary>Writes it.</summary>
    public async Task WriteAsync(IFeatureCollection context)
    {
        var response = context.Get<IHttpResponseFeature>()!;
        response.StatusCode = (int)Status;
        AddSafeHeaders(response.Headers);
        if (Progress is not null)
        {
            AddProgress(response.Headers, Progress);
        }

        if (Allow is not null)
        {
            response.Headers.Allow = Allow;
        }

        if (Location is not null)
        {
            response.Headers.Location = Location;
        }

        if (Status == HttpStatusCode.Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        if (IsLast)
        {
            response.Headers.Connection = "close";
        }

        var body = Body;
        if (Cover is not null)
        {
            body = Cover.Seal(body);
            BodyCover.Mark(response.Headers);
        }

        if (Status != HttpStatusCode.NoContent)
        {
            response.Headers.ContentType = ContentType;
            response.Headers.ContentLength = body.Length;
        }

        if (body.Length > 0 && context.Get<IHttpRequestFeature>()!.Method != HttpMethods.Head)
        {
            await context.Get<IHttpResponseBodyFeature>()!.Writer.WriteAsync(body);
        }
    }
}
