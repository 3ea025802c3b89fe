using System.Text;
using LanTalk.Server.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LanTalk.Server.Hooks;

/// <summary>Answers HTTP requests of programs outside, which call plug-ins: <c>POST /hooks/SECRET</c>.</summary>
internal sealed class HookRequests(LanTalkServerOptions options, IHookReceiver receiver)
{
    private const int MaxBody = 64 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Answers a request.</summary>
    /// <param name="context">The request, and its answer.</param>
    /// <param name="isEncrypted">Whether its connection is.</param>
    public async Task ServeAsync(IFeatureCollection context, bool isEncrypted)
    {
        var request = context.Get<IHttpRequestFeature>()!;
        var response = context.Get<IHttpResponseFeature>()!;
        var answer = await AnswerAsync(context, request, isEncrypted);
        var body = Encoding.UTF8.GetBytes(answer.Text.Length == 0 ? "" : $"{answer.Text}\n");
        response.StatusCode = answer.Status;
        response.Headers.ContentType = "text/plain; charset=utf-8";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentLength = body.Length;
        if (answer.Status == StatusCodes.Status405MethodNotAllowed)
        {
            response.Headers.Allow = HttpMethods.Post;
        }

        if (answer.Status != StatusCodes.Status200OK)
        {
            // What is left of the body is not read.
            response.Headers.Connection = "close";
        }

        await context.Get<IHttpResponseBodyFeature>()!.Writer.WriteAsync(body);
    }

    private async ValueTask<HookAnswer> AnswerAsync(IFeatureCollection context, IHttpRequestFeature request, bool isEncrypted)
    {
        if (request.Method != HttpMethods.Post)
        {
            return new HookAnswer(StatusCodes.Status405MethodNotAllowed, "Only POST is understood here.");
        }

        if (options.RequireTls && !isEncrypted)
        {
            return new HookAnswer(StatusCodes.Status403Forbidden, "This server is called only by https.");
        }

        if (request.Headers.Origin.Count > 0)
        {
            return new HookAnswer(StatusCodes.Status403Forbidden, "A page in a browser cannot call this.");
        }

        context.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = MaxBody;
        try
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            var query = request.QueryString.TrimStart('?');
            return await receiver.ReceiveAsync(new HookCall(
                HookPath.SecretIn(request.Path), request.Headers.ContentType.ToString(), query, Strict.GetString(body.GetBuffer(), 0, (int)body.Length)));
        }
        catch (BadHttpRequestException e)
        {
            return new HookAnswer(e.StatusCode, e.StatusCode == StatusCodes.Status413PayloadTooLarge ? $"A body has at most {MaxBody} bytes." : e.Message);
        }
        catch (DecoderFallbackException)
        {
            return new HookAnswer(StatusCodes.Status415UnsupportedMediaType, "The body must be a text in UTF-8.");
        }
    }
}
