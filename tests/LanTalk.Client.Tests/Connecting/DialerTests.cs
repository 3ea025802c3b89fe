using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using LanTalk.Client.Addresses;
using LanTalk.Client.Connecting;
using LanTalk.Client.Tests.LoggingIn;

namespace LanTalk.Client.Tests.Connecting;

public sealed class DialerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public DialerTests() => _listener.Start();

    private ServerAddress Address => ServerAddress.Of((IPEndPoint)_listener.LocalEndpoint);

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task AServerThatTookALateHelloForAnOlderClientIsNotTakenForAnOlderServer()
    {
        var dialing = DialAsync();
        await AnswerInClearAsync();

        await ExpectTlsAsync(dialing);
    }

    [Fact]
    public async Task AServerThatTookALateHelloForAConnectionOfABrowserIsTriedAgainOnceItHasForgottenTheBrowser()
    {
        var dialing = DialAsync();
        await CloseUnansweredAsync();

        await ExpectTlsAsync(dialing);
    }

    [Fact]
    public async Task WhoAlwaysAnswersInTheClearIsAnOlderServer()
    {
        var dialing = DialAsync();
        for (var i = 0; i < 3; i++)
        {
            await AnswerInClearAsync();
        }

        await dialing.Invoking(task => task).Should().ThrowAsync<PlaintextServerException>();
    }

    [Fact]
    public async Task AServerThatTookAnOlderClientForAConnectionOfABrowserIsTriedAgainOnceItHasForgottenTheBrowser()
    {
        var dialing = DialAsync(isPlaintext: true);
        await CloseUnansweredAsync();
        using var accepted = await _listener.AcceptTcpClientAsync().WaitAsync(Patience);
        await accepted.GetStream().WriteAsync("""{"type":"auth_request","ts":"14:22","needs_password":false}"""u8.ToArray());

        await using var connection = await dialing;
        connection.Certificate.Should().BeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AServerThatClosesTwiceWithoutAWordIsNotTriedForEver(bool isPlaintext)
    {
        var dialing = DialAsync(isPlaintext);
        await CloseUnansweredAsync();
        await CloseUnansweredAsync();

        (await dialing.Invoking(task => task).Should().ThrowAsync<ClosedUnansweredException>()).WithMessage("*without an answer*");
    }

    private Task<ServerConnection> DialAsync(bool isPlaintext = false) =>
        new Dialer(TimeProvider.System).ConnectAsync(Address, isPlaintext, Patience, CancellationToken.None);

    private async Task ExpectTlsAsync(Task<ServerConnection> dialing)
    {
        using var certificate = ScriptedServer.CreateCertificate();
        using var accepted = await _listener.AcceptTcpClientAsync().WaitAsync(Patience);
        await using var tls = new SslStream(accepted.GetStream());
        await tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = certificate, ApplicationProtocols = [SecureChannel.Chat] })
            .WaitAsync(Patience);

        await using var connection = await dialing;
        connection.Certificate.Should().NotBeNull();
    }

    private async Task CloseUnansweredAsync()
    {
        using var accepted = await _listener.AcceptTcpClientAsync().WaitAsync(Patience);
    }

    private async Task AnswerInClearAsync()
    {
        using var accepted = await _listener.AcceptTcpClientAsync().WaitAsync(Patience);
        (await accepted.GetStream().ReadAsync(new byte[4096])).Should().BePositive(); // left unread, it would end the connection with a reset
        await accepted.GetStream().WriteAsync("""{"type":"auth_request","ts":"14:22","needs_password":false}"""u8.ToArray());
    }
}
