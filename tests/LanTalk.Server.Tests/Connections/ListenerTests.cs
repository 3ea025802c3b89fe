using System.Net;
using System.Net.Sockets;
using LanTalk.Server.Connections;
using Microsoft.Extensions.Hosting;

namespace LanTalk.Server.Tests.Connections;

public sealed class ListenerTests
{
    [Fact]
    public async Task ATakenPortIsSaidInOneSentenceAndStoppingSaysNothing()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        await MustFailAsync(port, IPAddress.Loopback, $"Cannot listen on port {port}: another program has it; stop that one or choose another with --port.");
    }

    [Fact]
    public async Task AnAddressThatThisMachineDoesNotHaveIsNamed()
    {
        await MustFailAsync(
            5050, IPAddress.Parse("192.0.2.1"), "Cannot listen on port 5050: this machine does not have the address 192.0.2.1; choose another with --bind.");
    }

    private static async Task MustFailAsync(int port, IPAddress address, string message)
    {
        await using var server = TestServer.Start(options => options with { Port = port, Bind = [address] });
        var listener = server.Get<IEnumerable<IHostedService>>().OfType<Listener>().Single();

        var start = () => listener.StartAsync(CancellationToken.None);
        (await start.Should().ThrowAsync<ListenException>()).WithMessage(message);
        await listener.StopAsync(CancellationToken.None);

        server.Log.Lines.Should().BeEmpty();
    }
}
