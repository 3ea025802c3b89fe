using System.Net;
using LanTalk.Protocol.Security;
using LanTalk.Server.Shares;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LanTalk.Server.Transfers;

/// <summary>Seals one body that travels with a ticket which has a key.</summary>
/// <param name="Key">The ticket's key.</param>
/// <param name="Place">Which body it is.</param>
internal sealed record BodyCover(ReadOnlyMemory<byte> Key, BodyPlace Place)
{
    private const string Field = "Sealed-Body";
    private const string Version = "1";

    /// <summary>The answer to a body that is not what the holder of the key has sealed for this request.</summary>
    public static TransferAnswer Forged { get; } = TransferAnswer.Refusal(
        HttpStatusCode.BadRequest, "The body cannot be opened with the ticket's key: it was altered on its way, or sealed for something else.");

    /// <summary>That of a request's body; null if the ticket has no key.</summary>
    /// <param name="context">The request.</param>
    /// <param name="ticket">Its ticket.</param>
    /// <param name="offset">Where it begins in the content of the share.</param>
    public static BodyCover? OfRequest(IFeatureCollection context, ShareTicket ticket, long offset = 0) => Of(context, ticket, isAnswer: false, offset);

    /// <summary>That of an answer's body; null if the ticket has no key.</summary>
    /// <inheritdoc cref="OfRequest"/>
    public static BodyCover? OfAnswer(IFeatureCollection context, ShareTicket ticket, long offset = 0) => Of(context, ticket, isAnswer: true, offset);

    /// <summary>Why the body of a request cannot be taken with its ticket; null if it can.</summary>
    public static string? FaultOf(IHttpRequestFeature request, ShareTicket ticket)
    {
        if (request.Method != HttpMethods.Post && request.Method != HttpMethods.Patch)
        {
            return null;
        }

        var isSealed = request.Headers[Field] == Version;
        return isSealed == ticket.Key.HasValue ? null
            : isSealed ? "This ticket has no key: the body must not be sealed."
            : $"With this ticket, the body must be sealed, and {Field}: {Version} must say so.";
    }

    /// <summary>Says of an answer that its body is sealed.</summary>
    public static void Mark(IHeaderDictionary headers) => headers[Field] = Version;

    /// <summary>Seals a whole body.</summary>
    public byte[] Seal(byte[] body) => BodySeal.SealWhole(Key.Span, Place, body);

    private static BodyCover? Of(IFeatureCollection context, ShareTicket ticket, bool isAnswer, long offset)
    {
        var request = context.Get<IHttpRequestFeature>()!;
        return ticket.Key is { } key ? new BodyCover(key, new BodyPlace(isAnswer, request.Method, request.Path, offset)) : null;
    }
}
