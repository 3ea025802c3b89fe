using System.Net;
using LanTalk.Server.Configuration;
using LanTalk.Server.Hooks;
using LanTalk.Server.Transfers;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LanTalk.Server.Web;

/// <summary>Answers HTTP without a framework: the files of the page, the server's identity, the upgrade to the chat, the files that users share, and the
/// hooks of plug-ins.</summary>
internal sealed class WebApplication(WebAnswers answers, OwnNames names, LanTalkServerOptions options, FileRequests files, HookRequests hooks)
    : IHttpApplication<IFeatureCollection>
{
    /// <summary>The maximum silence between two requests, and the time a request may take to arrive.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Limits requests to what one page needs.</summary>
    public static void Restrict(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.KeepAliveTimeout = Patience;
        options.Limits.RequestHeadersTimeout = Patience;
        options.Limits.MaxRequestBodySize = 0;
        options.Limits.MaxRequestLineSize = 2 * 1024;
        options.Limits.MaxRequestHeadersTotalSize = 16 * 1024; // what browsers send, cookies of other servers on this host included
        options.Limits.MaxRequestHeaderCount = 64;
        options.Limits.MaxRequestBufferSize = 32 * 1024;
        options.Limits.MaxResponseBufferSize = 32 * 1024;
    }

    /// <inheritdoc/>
    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    /// <inheritdoc/>
    public Task ProcessRequestAsync(IFeatureCollection context)
    {
        var request = context.Get<IHttpRequestFeature>()!;
        var connection = context.Get<IWebConnection>()!;
        var isForFiles = FileRequests.IsFor(request.Path);
        var isForHooks = HookPath.IsOne(request.Path);
        if (!(isForFiles || isForHooks) || request.Headers.Origin.Count > 0)
        {
            // Other programs than browsers get files, too, and open no spare connections.
            connection.NoteVisit();
        }

        if ((isForFiles || isForHooks) && IsForThisServer(request) && connection.Refusal is null)
        {
            return isForFiles ? files.ServeAsync(context, connection.IsEncrypted) : hooks.ServeAsync(context, connection.IsEncrypted);
        }

        return AnswerTo(context, request, connection) is { } answer
            ? WriteAsync(context, answer, isHead: request.Method == HttpMethods.Head)
            : UpgradeAsync(context, request.Headers, connection);
    }

    /// <inheritdoc/>
    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }

    /// <summary>The answer to a request; null if it is to become a WebSocket.</summary>
    private WebAnswer? AnswerTo(IFeatureCollection context, IHttpRequestFeature request, IWebConnection connection)
    {
        var host = request.Headers.Host.ToString();
        var origin = request.Headers.Origin.ToString();
        if (!IsForThisServer(request))
        {
            return WebAnswer.Text(
                HttpStatusCode.Forbidden,
                $"This server is reached by its address or by the name of its machine, not as {host}, and only by its own page.");
        }

        if (connection.Refusal is { } refusal && request.Path != WebSocketRequest.Path)
        {
            return WebAnswer.Text(HttpStatusCode.ServiceUnavailable, refusal.Reason);
        }

        if (!options.Web)
        {
            return WebAnswer.Text(HttpStatusCode.NotFound, "This server has no page for browsers. Join with the tool: lantalk join.");
        }

        if (request.Method != HttpMethods.Get && request.Method != HttpMethods.Head)
        {
            return WebAnswer.Text(HttpStatusCode.MethodNotAllowed, "Only GET and HEAD are understood here.");
        }

        if (request is { Path: WebSocketRequest.Path, Method: "GET" })
        {
            return origin.Length == 0
                ? WebAnswer.Text(HttpStatusCode.Forbidden, "Only the chat's page may open this WebSocket.")
                : WebSocketRequest.FaultOf(request.Headers, context.Get<IHttpUpgradeFeature>()) is { } fault
                    ? WebAnswer.Text(HttpStatusCode.BadRequest, fault)
                    : null;
        }

        return answers.Answer(request.Path, request.Headers.AcceptEncoding.ToString(), request.Headers.AcceptLanguage, host);
    }

    private bool IsForThisServer(IHttpRequestFeature request) => names.Accept(request.Headers.Host.ToString(), request.Headers.Origin.ToString());

    private static async Task WriteAsync(IFeatureCollection context, WebAnswer answer, bool isHead)
    {
        var response = context.Get<IHttpResponseFeature>()!;
        response.StatusCode = (int)answer.Status;
        foreach (var (name, value) in answer.Headers())
        {
            response.Headers[name] = value;
        }

        response.Headers.ContentLength = answer.Body.Length;
        if (answer.Status == HttpStatusCode.MethodNotAllowed)
        {
            response.Headers.Allow = "GET, HEAD";
        }

        if (answer.Status != HttpStatusCode.OK)
        {
            // A request that is refused or finds nothing closes its connection.
            response.Headers.Connection = "close";
        }

        if (!isHead)
        {
            await context.Get<IHttpResponseBodyFeature>()!.Writer.WriteAsync(answer.Body);
        }
    }

    private static async Task UpgradeAsync(IFeatureCollection context, IHeaderDictionary request, IWebConnection connection)
    {
        var response = context.Get<IHttpResponseFeature>()!;
        foreach (var (name, value) in WebSocketRequest.Agree(request))
        {
            response.Headers[name] = value;
        }

        // Its stream stays unused: the bytes go straight from and to the connection.
        await context.Get<IHttpUpgradeFeature>()!.UpgradeAsync();
        connection.BecomeChat();
    }
}
