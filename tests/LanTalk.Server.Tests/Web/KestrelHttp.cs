using System.Net;
using System.Threading.Channels;
using LanTalk.Server.Web;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LanTalk.Server.Tests.Web;

/// <summary>Kestrel, as the server has it, but that it accepts connections which a test brings: it opens no port.</summary>
internal sealed class KestrelHttp : IConnectionListenerFactory, IConnectionListener
{
    private readonly Channel<ConnectionContext> _arrivals = Channel.CreateUnbounded<ConnectionContext>();
    private readonly KestrelServer _kestrel;

    private KestrelHttp(KestrelServerOptions options) => _kestrel = new KestrelServer(Options.Create(options), this, NullLoggerFactory.Instance);

    /// <inheritdoc/>
    public EndPoint EndPoint { get; } = new IPEndPoint(IPAddress.Loopback, 5050);

    /// <param name="application">Answers HTTP.</param>
    /// <param name="serveAsync">Serves each connection, with Kestrel's own HTTP at hand.</param>
    public static async Task<KestrelHttp> StartAsync(WebApplication application, Func<ConnectionContext, ConnectionDelegate, Task> serveAsync)
    {
        var options = new KestrelServerOptions();
        WebApplication.Restrict(options);
        options.Listen(IPAddress.Loopback, 5050, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(http => transport => serveAsync(transport, http));
        });
        var http = new KestrelHttp(options);
        await http._kestrel.StartAsync(application, CancellationToken.None);
        return http;
    }

    /// <summary>A connection comes.</summary>
    public void Accept(ConnectionContext connection) => _arrivals.Writer.TryWrite(connection);

    /// <inheritdoc/>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IConnectionListener>(this);

    /// <inheritdoc/>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await _arrivals.Reader.WaitToReadAsync(cancellationToken) && _arrivals.Reader.TryRead(out var connection) ? connection : null;

    /// <inheritdoc/>
    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _arrivals.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    /// <summary>All connections are over: Kestrel is, too.</summary>
    public async Task StopAsync()
    {
        await _kestrel.StopAsync(CancellationToken.None);
        _kestrel.Dispose();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => UnbindAsync();
}
