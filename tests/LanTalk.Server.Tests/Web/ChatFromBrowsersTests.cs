using LanTalk.Protocol.Security;
using LanTalk.Server.Connections;
using LanTalk.Server.Identity;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Web;

public sealed class ChatFromBrowsersTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly UserKey _bob = UserKey.Create();
    private readonly UserKey _carol = UserKey.Create();

    public void Dispose()
    {
        _bob.Dispose();
        _carol.Dispose();
    }

    [Theory]
    [InlineData(null, null, "auth_ok")]
    [InlineData("secret", "secret", "auth_ok")]
    [InlineData("secret", "wrong", "auth_fail")]
    public async Task ABrowserLogsInAsAnyClientDoes(string? required, string? given, string outcome)
    {
        await using var server = TestServer.Start(options => options with { Password = required });
        using var bob = await WebTestClient.ConnectAsync(await server.BrowseAsync());

        (await bob.LogInAsync("Bob", _bob, given)).Text("type").Should().Be(outcome);

        bob.Fingerprint.Should().Be(server.Get<ServerIdentity>().Fingerprint);
    }

    [Fact]
    public async Task BrowsersAndTerminalsAreInOneRoomInOneOrder()
    {
        await using var server = TestServer.Start();
        using var bob = await server.JoinFromBrowserAsync("Bob", _bob);
        var carol = await server.JoinAsync("Carol", _carol);
        var dave = await server.JoinAsync("Dave");

        await bob.Lines.SayAsync("from a browser");
        await carol.ReadTextsAsync("message", 1);
        await carol.SayAsync("from a terminal");
        await dave.ReadTextsAsync("message", 2);
        await dave.SayAsync("from version 2");

        string[] said = ["from a browser", "from a terminal", "from version 2"];
        (await bob.Lines.ReadTextsAsync("message", 3)).Should().Equal(said);
        (await carol.ReadTextsAsync("message", 2)).Should().Equal(said[1..]);
    }

    [Fact]
    public async Task ANameBelongsToABrowsersKeyForADay()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinFromBrowserAsync("Bob", _bob);
        await bob.Lines.SayAsync("hello");
        await bob.Lines.ReadAsync("message");
        await bob.Lines.SendAsync("""{"type":"quit"}""");
        await bob.Lines.ReadToEndAsync();

        server.Time.Advance(TimeSpan.FromHours(23));
        (await server.ConnectTls().LogInAsync(server.Get<ServerIdentity>().Fingerprint, "Bob", _carol)).Text("code").Should().Be("name_taken");
        server.Time.Advance(TimeSpan.FromHours(2));
        await server.JoinAsync("Bob", _carol);
    }

    [Fact]
    public async Task ALoginThatWasSignedOnAnotherConnectionIsRefused()
    {
        await using var server = TestServer.Start();
        using var bob = await WebTestClient.ConnectAsync(await server.BrowseAsync());

        var answer = await bob.Lines.LogInAsync(bob.Fingerprint, "Bob", _bob);

        answer.Text("code").Should().Be("key");
    }

    [Fact]
    public async Task ABrowserThatWasCutOffGoesOnWhereItWas()
    {
        await using var server = TestServer.Start();
        var carol = await server.JoinAsync("Carol", _carol);
        var first = await WebTestClient.ConnectAsync(await server.BrowseAsync());
        await first.LogInAsync("Bob", _bob);
        var room = await first.Lines.ReadAsync("room");
        first.Dispose();
        await carol.SayAsync("meanwhile");
        await carol.ReadTextsAsync("message", 1);

        using var second = await WebTestClient.ConnectAsync(await server.BrowseAsync());
        await second.LogInAsync("Bob", _bob, epoch: room.Text("epoch"), since: room.GetProperty("id").GetInt64());

        (await second.Lines.ReadTextsAsync("message", 1)).Should().Equal("meanwhile");
        (await carol.DrainAsync()).Should().NotContain(message => message.Text("event") == "leave");
    }

    [Fact]
    public async Task TheLastWordComesBeforeThePoliteEnd()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        using var bob = await server.JoinFromBrowserAsync("Bob", _bob);

        server.Terminal.Type("/kick Bob");

        var all = await bob.Lines.ReadToEndAsync();
        all[^1].Text("event").Should().Be("kick");
        bob.Socket.CloseStatus.Should().Be(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure);
        bob.Socket.CloseStatusDescription.Should().BeEmpty();
    }

    [Fact]
    public async Task WhoHasNoPlaceIsToldSoInside()
    {
        await using var server = TestServer.Start(options => options with { MaxPerAddress = 1 });
        await server.JoinAsync("Carol");

        var stream = await server.BrowseAsync();
        var page = await HttpExchange.AskAsync(await server.BrowseAsync(), "/", "localhost");
        var socket = await WebTestClient.OpenAsync(stream);
        using var channel = await WebTestClient.ShakeHandsAsync(socket, server.Get<ServerIdentity>().NoiseKey.PublicKey.ToArray());
        await using var inside = new WebStream(socket, channel);
        using var lines = new StreamReader(inside);

        (await lines.ReadLineAsync()).Should().Contain("auth_request");
        (await lines.ReadLineAsync()).Should().Contain("\"code\":\"busy\"");
        page.Status.Should().Be(503);
        page.Text.Should().Contain("Too many connections");
    }

    [Fact]
    public async Task TheTimeToLogInHoldsInsideAWebSocket()
    {
        await using var server = TestServer.Start();
        using var bob = await WebTestClient.ConnectAsync(await server.BrowseAsync());
        await bob.Lines.ReadAsync("auth_request");

        server.Pass(TimeSpan.FromSeconds(10.5));

        (await bob.Lines.ReadAsync("auth_fail")).Text("code").Should().Be("timeout");
    }

    [Fact]
    public async Task AHandshakeThatIsNotFinishedInTimeIsCutOff()
    {
        await using var server = TestServer.Start();
        using var socket = await WebTestClient.OpenAsync(await server.BrowseAsync());
        var receiving = WebStream.ReceiveAsync(socket, new byte[100]);

        server.Pass(TimeSpan.FromSeconds(10.5));

        (await receiving.WaitAsync(Patience)).Should().BeNull();
    }

    [Fact]
    public async Task ASilentBrowserIsTakenForDead()
    {
        await using var server = TestServer.Start();
        using var bob = await server.JoinFromBrowserAsync("Bob", _bob);
        await bob.Lines.DrainAsync();

        server.Pass(TimeSpan.FromSeconds(31));

        (await bob.Lines.ReadToEndAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task AnUnfinishedCloseHoldsNothingUpForLong()
    {
        await using var server = TestServer.Start();
        var stream = await server.BrowseAsync();
        var socket = await WebTestClient.OpenAsync(stream);
        using var channel = await WebTestClient.ShakeHandsAsync(socket, server.Get<ServerIdentity>().NoiseKey.PublicKey.ToArray());
        server.Pass(TimeSpan.FromSeconds(10.5)); // the login is over, and nobody answers the close frame
        var connections = server.Get<ConnectionRegistry>();
        while (connections.All.Any())
        {
            server.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }
}
