using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using LanTalk.Protocol.Discovery;
using Microsoft.Extensions.Logging;

namespace LanTalk.Client.Discovery;

/// <summary>Asks on every link and listens, from its creation until it is disposed. It knows no servers, only sightings.</summary>
internal sealed partial class LocatorSockets : IAsyncDisposable
{
    // How many a flood may pile up while the reader is away. The newest are kept: they tell which servers are still there.
    private const int MaxWaiting = 1024;

    private readonly LocatorOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<Sighting> _sightings = Channel.CreateBounded<Sighting>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly CancellationTokenSource _stop = new();
    private readonly IReadOnlyList<DiscoverySocket> _asking;
    private readonly IReadOnlyList<DiscoverySocket> _listening;
    private readonly Task _running;

    public LocatorSockets(LocatorOptions options, TimeProvider time, ILogger logger)
    {
        _options = options;
        _time = time;
        _logger = logger;

        // A port of their own, because an answer goes to only one socket: on the shared port the system could hand it to another program.
        _asking = DiscoverySocket.OpenAll(0, (family, e) => LogNotOpened(logger, e, family, 0));

        // Without these, beacons go unheard but questions are still answered.
        _listening = DiscoverySocket.OpenAll(options.Port, (family, e) => LogNotOpened(logger, e, family, options.Port));
        _running = Task.WhenAll([AskAsync(), .. _asking.Concat(_listening).Select(ListenAsync)]);
    }

    /// <summary>The sightings. Never completes.</summary>
    public ChannelReader<Sighting> Sightings => _sightings.Reader;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _running;
        }
        finally
        {
            foreach (var socket in _asking.Concat(_listening))
            {
                socket.Dispose();
            }

            _stop.Dispose();
        }
    }

    private async Task AskAsync()
    {
        var question = new DiscoveryQuery().ToDatagram();
        try
        {
            for (var asked = 1; ; asked++)
            {
                var links = DiscoveryLink.AllUp();
                foreach (var socket in _listening)
                {
                    socket.Join(links, (link, e) => LogNotJoined(_logger, e, link.Name));
                }

                await AskAsync(question, links);
                await Task.Delay(AskSchedule.DelayAfter(asked), _time, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed.
        }
    }

    private async Task AskAsync(byte[] question, IReadOnlyList<DiscoveryLink> links)
    {
        foreach (var target in links.SelectMany(link => link.Targets(_options.Port)))
        {
            foreach (var socket in _asking.Where(s => s.Family == target.EndPoint.AddressFamily))
            {
                // One link that fails (no route, just unplugged, a firewall) must not keep the others from being asked.
                if (await socket.TrySendAsync(question, target, _stop.Token) is { } error)
                {
                    LogNotAsked(_logger, error, target.EndPoint);
                }
            }
        }
    }

    private async Task ListenAsync(DiscoverySocket socket)
    {
        await foreach (var heard in socket.ReceiveAsync(_time, _stop.Token))
        {
            if (heard.Message is Announcement announcement)
            {
                _sightings.Writer.TryWrite(new Sighting(announcement, heard.Source.Address, _time.GetTimestamp()));
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Servers are not looked for over {Family} on UDP port {Port}")]
    private static partial void LogNotOpened(ILogger logger, Exception exception, AddressFamily family, int port);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The discovery group cannot be joined on {Link}")]
    private static partial void LogNotJoined(ILogger logger, Exception exception, string link);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Not asked at {Target}")]
    private static partial void LogNotAsked(ILogger logger, Exception exception, IPEndPoint target);
}
