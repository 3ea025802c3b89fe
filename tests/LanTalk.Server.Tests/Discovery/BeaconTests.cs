using System.Net;
using System.Net.Sockets;
using LanTalk.Protocol.Discovery;
using LanTalk.Server.Discovery;
using Microsoft.Extensions.Logging.Abstractions;

namespace LanTalk.Server.Tests.Discovery;

public sealed class BeaconTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhetherTheServerHearsQuestionsIsKnownWhenItHasStarted(bool isTaken)
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ExclusiveAddressUse = true };
        other.Bind(new IPEndPoint(IPAddress.Any, 0));
        var port = ((IPEndPoint)other.LocalEndPoint!).Port;
        if (!isTaken)
        {
            other.Close();
        }

        var state = new DiscoveryState();
        using var beacon = new Beacon(new BeaconOptions { Port = port }, new ClosedServer(), state, TimeProvider.System, NullLogger<Beacon>.Instance);

        await beacon.StartAsync(CancellationToken.None);

        state.IsHearing.Should().Be(!isTaken);
        await beacon.StopAsync(CancellationToken.None);
    }

    private sealed class ClosedServer : IAnnouncementSource
    {
        public Announcement Current { get; } = new(3, "00", "Alice", Port: 0, NeedsPassword: false, Users: 0);
    }
}
