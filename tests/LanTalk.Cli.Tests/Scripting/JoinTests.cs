using System.Net;
using System.Net.Sockets;
using LanTalk.Cli.Joining;
using LanTalk.Client.Addresses;
using LanTalk.Client.Chatting;
using LanTalk.Client.Connecting;
using LanTalk.Client.Trust;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Cli.Tests.Scripting;

public sealed class JoinTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("lantalk-test-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task AServerThatNeverFinishesTheLoginIsGivenUp()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = ServerAddress.Of((IPEndPoint)listener.LocalEndpoint);
        var trust = new ServerTrust(KnownServers.In(_directory.FullName, _time), new JoinTarget(address, null), demanded: null, forget: false);
        var join = new Join(
            () => new ChatClient(_time), address, trust, "Bob", "bob", password: null, timeout: TimeSpan.FromDays(1), giveUp: TimeSpan.FromSeconds(5), _time);

        var joining = join.LogInPlaintextAsync(mayAsk: false, CancellationToken.None);
        using var silent = await listener.AcceptTcpClientAsync();
        _time.Advance(TimeSpan.FromSeconds(5));

        await joining.Awaiting(task => task).Should().ThrowAsync<ConnectException>().WithMessage("*did not let you in within 5s*");
    }
}
