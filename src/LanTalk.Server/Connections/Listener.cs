using System.Net;
using System.Net.Sockets;
using LanTalk.Server.Configuration;
using LanTalk.Server.Web;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LanTalk.Server.Connections;

/// <summary>Opens the port with Kestrel, passes each connection to its handler, and closes everything again.</summary>
internal sealed partial class Listener(
    LanTalkServerOptions options,
    ConnectionAdmission admission,
    PortHandler port,
    WebApplication web,
    ConnectionRegistry connections,
    ListeningState state,
    PortListenerFactory transport,
    ILoggerFactory loggerFactory,
    ILogger<Listener> logger) : IHostedService, IDisposable
{
    /// <summary>The time limit of the whole shutdown.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private KestrelServer? _kestrel;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var kestrelOptions = new KestrelServerOptions();
        WebApplication.Restrict(kestrelOptions);
        foreach (var address in options.Bind)
        {
            kestrelOptions.Listen(address, options.Port, Serve);
        }

        if (options.Bind.Count == 0)
        {
            kestrelOptions.ListenAnyIP(options.Port, Serve);
        }

        var kestrel = new KestrelServer(Options.Create(kestrelOptions), transport, loggerFactory);
        try
        {
            await kestrel.StartAsync(web, cancellationToken);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            kestrel.Dispose();
            throw new ListenException($"Cannot listen on port {options.Port}: {Cause(e)}.", e);
        }

        _kestrel = kestrel;
        state.Opened(BoundEndPoints(_kestrel));
        LogStarted(string.Join(", ", state.EndPoints));
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_kestrel is not null)
        {
            LogStopping();
        }

        connections.Close();
        foreach (var connection in connections.All)
        {
            connection.EndLogin(ConnectionRegistry.ShuttingDown);
            connection.Owner?.Shutdown(ConnectionRegistry.ShuttingDown);
        }

        if (_kestrel is not null)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            await _kestrel.StopAsync(patience.Token);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _kestrel?.Dispose();

    private void Serve(ListenOptions listen)
    {
        // Behind the last step comes Kestrel's own HTTP.
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(http => transport => admission.RunAsync(transport, connection => port.ServeAsync(connection, http)));
    }

    private static List<IPEndPoint> BoundEndPoints(IServer kestrel) =>
    [
        .. kestrel.Features.Get<IServerAddressesFeature>()!.Addresses
            .Select(address => new Uri(address))
            .Select(uri => new IPEndPoint(IPAddress.TryParse(uri.Host, out var address) ? address : IPAddress.IPv6Any, uri.Port)),
    ];

    private string Cause(Exception e) => e switch
    {
        { InnerException: AddressInUseException } => "another program has it; stop that one or choose another with --port",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } =>
            $"this machine does not have the address {string.Join(" or ", options.Bind)}; choose another with --bind",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "this user may not open it; choose one from 1024 on with --port",
        _ => (e.InnerException ?? e).Message.TrimEnd('.'),
    };

    [LoggerMessage(LogLevel.Information, "Server started on {EndPoints}")]
    private partial void LogStarted(string endPoints);

    [LoggerMessage(LogLevel.Information, "Server stops")]
    private partial void LogStopping();
}
