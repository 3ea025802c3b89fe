using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Primitives;

namespace LanTalk.Server.Web;

/// <summary>Answers HTTP without a framework: there is one page, and only the method and the path of a request are read.</summary>
internal sealed class WebApplication(WelcomePage page) : IHttpApplication<IFeatureCollection>
{
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
    public async Task ProcessRequestAsync(IFeatureCollection context)
    {
        var request = context.Get<IHttpRequestFeature>()!;
        var response = context.Get<IHttpResponseFeature>()!;
        var isHead = request.Method == "HEAD";
        var status = StatusOf(request, isHead);
        var body = status == HttpStatusCode.OK ? page.Write(Here(context.Get<IHttpConnectionFeature>()!)) : [];

        response.StatusCode = (int)status;
        foreach (var (name, value) in new (string, StringValues)[]
                 {
                     ("Connection", "close"),
                     ("Cache-Control", "no-store"),
                     ("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture)),
                     ("Content-Security-Policy", WelcomePage.ContentSecurityPolicy),
                     ("Cross-Origin-Resource-Policy", "same-origin"),
                     ("Referrer-Policy", "no-referrer"),
                     ("X-Content-Type-Options", "nosniff"),
                 })
        {
            response.Headers[name] = value;
        }

        if (status == HttpStatusCode.OK)
        {
            response.Headers.ContentType = "text/html; charset=utf-8";
        }
        else if (status == HttpStatusCode.MethodNotAllowed)
        {
            response.Headers.Allow = "GET, HEAD";
        }

        if (!isHead && body.Length > 0)
        {
            await context.Get<IHttpResponseBodyFeature>()!.Writer.WriteAsync(body);
        }
    }

    /// <inheritdoc/>
    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }

    private static HttpStatusCode StatusOf(IHttpRequestFeature request, bool isHead) => (request.Method, request.Path) switch
    {
        _ when request.Method != "GET" && !isHead => HttpStatusCode.MethodNotAllowed,
        (_, "/") => HttpStatusCode.OK,
        _ => HttpStatusCode.NotFound,
    };

    private static IPEndPoint Here(IHttpConnectionFeature connection) =>
        new(Addresses.RemoteAddress.Normalise(connection.LocalIpAddress ?? IPAddress.Loopback), connection.LocalPort);
}
