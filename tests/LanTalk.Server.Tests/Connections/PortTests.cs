using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using LanTalk.Server.Connections;
using LanTalk.Server.Identity;
using LanTalk.Testing;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace LanTalk.Server.Tests.Connections;

public sealed class PortTests
{
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan SpareSilence = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task WhoIsSilentIsSpokenToInVersion2()
    {
        await using var server = TestServer.Start();
        var client = server.Knock().Client;
        var request = client.ReadLineAsync();
        server.Time.Advance(Silence - TimeSpan.FromMilliseconds(1));
        request.IsCompleted.Should().BeFalse();

        server.Time.Advance(TimeSpan.FromMilliseconds(1));

        (await request).Should().Be("""{"type":"auth_request","ts":"14:22","needs_password":false}""");
    }

    [Theory]
    [InlineData("""{"username":"Bob"}""")]
    [InlineData("""  {"username":"Bob"}""")]
    public async Task WhoSpeaksVersion2AtOnceIsNotKeptWaiting(string login)
    {
        await using var server = TestServer.Start();
        var client = server.Knock().Client;

        await client.SendAsync(login);

        (await client.ReadAsync("auth_ok")).Text("username").Should().Be("Bob");
    }

    [Fact]
    public async Task ALoginAfterTheSilenceIsAsGoodAsOneBefore()
    {
        await using var server = TestServer.Start();
        var client = server.Knock().Client;
        server.Time.Advance(Silence);

        (await client.LogInAsync("Bob")).Text("type").Should().Be("auth_ok");
    }

    [Fact]
    public async Task ABrowserIsLedToThePageWithAllThatItSent()
    {
        await using var server = TestServer.Start();
        var seen = new TaskCompletionSource<string>();
        var connection = server.Knock(async transport =>
        {
            var result = await transport.Transport.Input.ReadAsync();
            seen.SetResult(Encoding.ASCII.GetString(result.Buffer));
        });

        await connection.Client.SendAsync("GET / HTTP/1.1");

        (await seen.Task.WaitAsync(TimeSpan.FromSeconds(30))).Should().Be("GET / HTTP/1.1\n");
    }

    [Fact]
    public async Task ASilentConnectionBesideARequestIsClosedAndNotGreeted()
    {
        await using var server = TestServer.Start();
        var early = server.Knock();
        await VisitAsync(server);
        server.Time.Advance(TimeSpan.FromSeconds(1));
        var late = server.Knock();

        server.Time.Advance(Silence);
        server.Time.Advance(SpareSilence);

        await early.Closed.WaitAsync(TimeSpan.FromSeconds(30));
        await late.Closed.WaitAsync(TimeSpan.FromSeconds(30));
        (await late.Client.ReadToEndAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task ABusyBrowsersRequestMayComeLate()
    {
        await using var server = TestServer.Start();
        await VisitAsync(server);
        var isServed = new TaskCompletionSource();
        var connection = server.Knock(_ =>
        {
            isServed.SetResult();
            return Task.CompletedTask;
        });

        server.Time.Advance(Silence);
        server.Time.Advance(SpareSilence - TimeSpan.FromMilliseconds(1));
        await connection.Client.SendAsync("GET / HTTP/1.1");

        await isServed.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task AClientOfVersion2IsGreetedAsSoonAsEverWhereABrowserHadBeen()
    {
        await using var server = TestServer.Start();
        await VisitAsync(server);
        server.Time.Advance(TimeSpan.FromSeconds(2.1));
        var client = server.Knock().Client;
        server.Time.Advance(Silence);

        (await client.ReadAsync()).Text("type").Should().Be("auth_request");
    }

    [Fact]
    public async Task ARequestOnAConnectionThatWasGreetedIsAVisitToo()
    {
        await using var server = TestServer.Start();
        var kept = server.Knock();
        server.Time.Advance(Silence);
        await kept.Client.ReadAsync("auth_request");
        await kept.Client.SendAsync("GET / HTTP/1.1");
        await kept.Closed.WaitAsync(TimeSpan.FromSeconds(30));

        var silent = server.Knock();
        server.Time.Advance(Silence);
        server.Time.Advance(SpareSilence);

        await silent.Closed.WaitAsync(TimeSpan.FromSeconds(30));
        (await silent.Client.ReadToEndAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task ABusyServersOwnDelayIsNoSilenceOfTheClient()
    {
        await using var server = TestServer.Start();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        using var accepted = await listener.AcceptSocketAsync();
        var isServed = new TaskCompletionSource();
        var connection = server.Knock(_ =>
        {
            isServed.SetResult();
            return Task.CompletedTask;
        });
        connection.Features.Set<IConnectionSocketFeature>(new SocketFeature(accepted));

        await client.GetStream().WriteAsync("GET"u8.ToArray());
        accepted.Poll(TimeSpan.FromSeconds(30), SelectMode.SelectRead).Should().BeTrue();
        server.Time.Advance(Silence);
        await connection.Client.SendAsync("GET / HTTP/1.1");

        await isServed.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private sealed record SocketFeature(Socket Socket) : IConnectionSocketFeature;

    private static async Task VisitAsync(TestServer server)
    {
        var browser = server.Knock();
        await browser.Client.SendAsync("GET / HTTP/1.1");
        await browser.Closed.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task VersionThreeIsSpokenInsideTlsOneThreeWithTheServersCertificate()
    {
        await using var server = TestServer.Start();
        using var client = await TlsTestClient.ConnectAsync(server.Knock().ClientStream);

        (await client.Lines.ReadAsync()).Text("type").Should().Be("auth_request");
        client.Fingerprint.Should().Be(server.Get<ServerIdentity>().Fingerprint);
        server.Get<ConnectionMetrics>().SucceededHandshakes.Should().Be(1);
    }

    [Fact]
    public async Task ABrowserInsideTlsIsLedToThePage()
    {
        await using var server = TestServer.Start();
        var seen = new TaskCompletionSource<bool>();
        var connection = server.Knock(transport =>
        {
            seen.SetResult(transport.Features.Get<ITlsConnectionFeature>() is not null);
            return Task.CompletedTask;
        });

        await using var stream = new SslStream(connection.ClientStream, leaveInnerStreamOpen: false, (_, _, _, _) => true);
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = "lantalk", ApplicationProtocols = [SslApplicationProtocol.Http11] });

        (await seen.Task.WaitAsync(TimeSpan.FromSeconds(30))).Should().BeTrue();
    }

    [Fact]
    public async Task OldTlsAndNonsenseAreRefusedAndCounted()
    {
        await using var server = TestServer.Start();
        await using (var old = new SslStream(server.Knock().ClientStream, leaveInnerStreamOpen: false, (_, _, _, _) => true))
        {
            await FluentActions.Awaiting(() => old.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "lantalk",
                EnabledSslProtocols = SslProtocols.Tls12,
            })).Should().ThrowAsync<Exception>();
        }

        var nonsense = server.Knock().Client;
        await nonsense.SendBytesAsync(new byte[] { 0x16, 3, 1, 0, 4, 0x63, 0, 0, 0 });
        await nonsense.ReadToEndBytesAsync();

        server.Get<ConnectionMetrics>().FailedHandshakes.Should().Be(2);
        (await server.JoinAsync("Bob")).Dispose();
    }

    [Fact]
    public async Task AHandshakeThatIsNotFinishedInTimeIsCutOff()
    {
        await using var server = TestServer.Start();
        var connection = server.Knock();
        await connection.Client.SendBytesAsync(new byte[] { 0x16 });
        while (server.Get<ConnectionRegistry>().All.Single().Stage != ConnectionStage.Handshake)
        {
            await Task.Yield();
        }

        server.Pass(TimeSpan.FromSeconds(10.5));

        await connection.Closed.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task HalfOpenConnectionsCount()
    {
        await using var server = TestServer.Start(options => options with { MaxPerAddress = 2 });
        server.Knock();
        await server.Knock().Client.SendBytesAsync(new byte[] { 0x16 });

        var third = server.Knock().Client;
        await third.SendAsync("""{"username":"Bob"}""");

        await third.ReadAsync("auth_request");
        (await third.ReadAsync()).Text("code").Should().Be("busy");
    }

    [Fact]
    public async Task WhoIsRefusedBehindTlsIsToldWhyInsideIt()
    {
        await using var server = TestServer.Start(options => options with { MaxPerAddress = 1 });
        await server.JoinAsync("Bob");

        using var second = await TlsTestClient.ConnectAsync(server.Knock().ClientStream);

        await second.Lines.ReadAsync("auth_request");
        (await second.Lines.ReadAsync()).Text("code").Should().Be("busy");
    }
}
