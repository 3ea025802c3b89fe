using System.Net;
using System.Net.Sockets;
using LanTalk.Protocol.Discovery;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Discovery;

/// <summary>Makes the server known on the LAN: announces it on every link at an interval, and answers queries at once.</summary>
/// <remarks>It must not know rooms or sessions: the announcement comes from <see cref="IAnnouncementSource"/>.</remarks>
internal sealed partial class Beacon(
    BeaconOptions options, IAnnouncementSource source, DiscoveryState state, TimeProvider time, ILogger<Beacon> logger)
    : BackgroundService
{
    // Enough for two dozen clients that start at once, on both families; too few for an attacker to gain from forged queries.
    private const int AnswersPerSecond = 50;

    private readonly BeaconScope _scope = new(options.Bind);
    private readonly AnswerLimit _answers = new(time, AnswersPerSecond);

    // Written by the announcing loop, read by the answering loops.
    private volatile IReadOnlyList<DiscoveryLink> _links = [];

    private IReadOnlyList<DiscoverySocket> _sockets = [];

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // During the start, because its end reports whether the server can be found.
        _sockets = OpenSockets();
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var sockets = _sockets;
        try
        {
            await Task.WhenAll([AnnounceAsync(sockets, stoppingToken), .. sockets.Select(s => AnswerAsync(s, stoppingToken))]);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
        finally
        {
            foreach (var socket in sockets)
            {
                socket.Dispose();
            }
        }
    }

    private IReadOnlyList<DiscoverySocket> OpenSockets()
    {
        Exception? taken = null;
        List<DiscoverySocket> sockets =
        [
            .. DiscoverySocket.OpenAll(options.Port, (family, e) =>
            {
                LogFamilyNotOpened(logger, e, family, options.Port);

                // A family that the machine lacks is no reason to warn; a port that another program holds exclusively is.
                taken ??= e is SocketException { SocketErrorCode: SocketError.AddressFamilyNotSupported or SocketError.AddressNotAvailable } ? null : e;
            }),
        ];

        state.Opened(isHearing: taken is null);
        if (taken is null)
        {
            return sockets;
        }

        LogPortNotBound(logger, options.Port, taken.Message);

        // Queries over that family will not be heard, but announcing works from any port.
        foreach (var spare in DiscoverySocket.OpenAll(0, (family, e) => LogFamilyNotOpened(logger, e, family, 0)))
        {
            if (sockets.Exists(s => s.Family == spare.Family))
            {
                spare.Dispose();
            }
            else
            {
                sockets.Add(spare);
            }
        }

        return sockets;
    }

    private async Task AnnounceAsync(IReadOnlyList<DiscoverySocket> sockets, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.Interval, time);
        do
        {
            _links = _scope.Choose(DiscoveryLink.AllUp());
            foreach (var socket in sockets)
            {
                socket.Join(_links, (link, e) => LogNotJoined(logger, e, link.Name));
            }

            if (source.Current is { Port: not 0 } announcement)
            {
                await AnnounceAsync(announcement.ToDatagram(), sockets, cancellationToken);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private async Task AnnounceAsync(byte[] datagram, IReadOnlyList<DiscoverySocket> sockets, CancellationToken cancellationToken)
    {
        foreach (var target in _links.SelectMany(link => link.Targets(options.Port)))
        {
            foreach (var socket in sockets.Where(s => s.Family == target.EndPoint.AddressFamily))
            {
                // A link that fails (no route, unplugged, a firewall) must not keep the others from hearing of the server; the next interval tries it
                // again.
                if (await socket.TrySendAsync(datagram, target, cancellationToken) is { } error)
                {
                    LogNotSent(logger, error, target.EndPoint);
                }
            }
        }
    }

    private async Task AnswerAsync(DiscoverySocket socket, CancellationToken cancellationToken)
    {
        await foreach (var heard in socket.ReceiveAsync(time, cancellationToken))
        {
            if (heard.Message is DiscoveryQuery
                && _scope.Reaches(_links, socket.Family, heard.LinkIndex)
                && source.Current is { Port: not 0 } announcement
                && _answers.TryTake(heard.Source)
                && await socket.TrySendAsync(announcement.ToDatagram(), heard.Source, cancellationToken) is { } error)
            {
                // The client is gone, or its address was forged. A real one hears the next announcement.
                LogNotSent(logger, error, heard.Source);
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "UDP port {Port} cannot be bound ({Reason}): clients find this server late or not at all, but can join by its address")]
    private static partial void LogPortNotBound(ILogger logger, int port, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "No discovery over {Family} on UDP port {Port}")]
    private static partial void LogFamilyNotOpened(ILogger logger, Exception exception, AddressFamily family, int port);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The discovery group cannot be joined on {Link}")]
    private static partial void LogNotJoined(ILogger logger, Exception exception, string link);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Not announced to {Target}")]
    private static partial void LogNotSent(ILogger logger, Exception exception, IPEndPoint target);
}
