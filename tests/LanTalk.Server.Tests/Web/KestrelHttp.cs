using System.Net;
using LanTalk.Server.Web;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LanTalk.Server.Tests.Web;

/// <summary>Kestrel's own HTTP with the server's application behind it, on connections that a test brings: it opens no port.</summary>
internal sealed class KestrelHttp : IConnectionListenerFactory, IConnectionListener
{
    private readonly TaskCompletionSource<ConnectionContext?> _nobody = new();

    /// <inheritdoc/>
    public EndPoint EndPoint { get; } = new IPEndPoint(IPAddress.Loopback, 5050);

    /// <summary>What serves a browser's connection.</summary>
    public static async Task<ConnectionDelegate> StartAsync(WebApplication application)
    {
        ConnectionDelegate? http = null;
        var options = new KestrelServerOptions();
        WebApplication.Restrict(options);
        options.Listen(IPAddress.Loopback, 5050, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => http = next);
        });
        var kestrel = new KestrelServer(Options.Create(options), new KestrelHttp(), NullLoggerFactory.Instance);
        await kestrel.StartAsync(application, CancellationToken.None);
        return http!;
    }

    /// <inheritdoc/>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => ValueTask.FromResult<IConnectionListener>(this);

    /// <inheritdoc/>
    public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) => new(_nobody.Task);

    /// <inheritdoc/>
    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _nobody.TrySetResult(null);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => UnbindAsync();
}
