using LanTalk.Protocol.Invitations;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;
using LanTalk.Server.Commands;
using LanTalk.Server.Configuration;
using LanTalk.Server.Identity;
using LanTalk.Server.Invitations;
using LanTalk.Server.Tests.Invitations;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Commands;

public sealed class InvitationCommandsTests : IDisposable
{
    private readonly UserKey _key = UserKey.Create();

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task AUserGetsALinkWithTheTokenAndItsCode()
    {
        await using var server = InvitationServer.Start(configure: Everybody);
        var bob = await JoinAsync(server);

        await bob.SendJsonAsync(new { type = "invite", @for = "1h", uses = 30, room = "ops" });

        var made = await bob.ReadAsync("invitation");
        InvitationLink.TryParse(made.Text("url")!, out var link, out _).Should().BeTrue();
        link!.Host.Should().Be(InvitationServer.Address);
        link.Server.Should().Be(server.Get<ServerIdentity>().Fingerprint);
        link.Token.Should().NotBeNull();
        link.Room.Should().Be("ops");
        made.Text("id").Should().Be("k1");
        made.Text("room").Should().Be("ops");
        made.GetProperty("uses").GetInt32().Should().Be(30);
        made.GetProperty("expires").GetInt64().Should().Be(server.Time.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds());
        QrModules.TryRead(made.Text("qr"), made.GetProperty("qr_size").GetInt32())!.ToString().Should().Be(QrEncoder.Encode(made.Text("url")!).ToString());
    }

    [Fact]
    public async Task TheCommandSaysWhatTheInvitationIsGoodForBeforeItIsShown()
    {
        await using var server = InvitationServer.Start(configure: Everybody);
        var bob = await JoinAsync(server);

        await bob.SayAsync("/invite uses 1");

        (await bob.ReadAsync("system")).Text("text").Should()
            .Be("Invitation k1 lets in 1 user without the password until 2026-01-03 14:22. /uninvite k1 revokes it.");
        (await bob.ReadAsync()).Text("type").Should().Be("invitation");
    }

    [Fact]
    public async Task WithoutAPasswordTheLinkHasNoTokenAndTakesNoLimits()
    {
        await using var server = InvitationServer.Start(password: null);
        var bob = await JoinAsync(server, password: null);

        await bob.SendJsonAsync(new { type = "invite", room = "ops" });
        var made = await bob.ReadAsync("invitation");
        await bob.SendJsonAsync(new { type = "invite", @for = "1h" });
        var refused = await bob.ReadAsync("system");

        made.Text("url").Should().EndWith("..ops");
        made.Text("id").Should().BeNull();
        made.TryGetProperty("expires", out _).Should().BeFalse();
        refused.Text("event").Should().Be("refused");
        refused.Text("text").Should().Contain("asks for no password");
    }

    [Fact]
    public async Task AUserListsAndRevokesWhatIsItsOwnAndTheOperatorAll()
    {
        await using var server = InvitationServer.Start(configure: Everybody);
        await server.InviteAsync();
        var bob = await JoinAsync(server);
        await bob.SayAsync("/invite");
        await bob.ReadAsync("invitation");

        await bob.SayAsync("/invites");
        (await bob.ReadAsync("system")).Text("text").Should().StartWith("k2: used 0 of 100, until 2026-01-03 14:22, by Bob");
        await bob.SayAsync("/uninvite k1");
        (await bob.ReadAsync("system")).Text("event").Should().Be("refused");
        await bob.SayAsync("/uninvite K2");
        (await bob.ReadAsync("system")).Text("text").Should().StartWith("Revoked k2");
        await bob.SayAsync("/invites");
        (await bob.ReadAsync("system")).Text("text").Should().Be("There is no open invitation.");

        await server.StartConsoleAsync();
        server.Terminal.Type("/uninvite k1");
        (await server.Terminal.NextTextAsync()).Should().StartWith("Revoked k1");
    }

    [Fact]
    public async Task TheConsoleGetsTheLinkAndItsWords()
    {
        await using var server = InvitationServer.Start();
        await server.StartConsoleAsync();

        server.Terminal.Type("/invite on 10.0.0.5 for 45m");

        (await server.Terminal.NextTextAsync()).Should().StartWith("Invitation k1 lets in 100 users without the password until 2026-01-02 15:07");
        (await server.Terminal.NextTextAsync()).Should().Contain("/invite on 192.168.1.5");
        var made = (await server.Terminal.NextAsync()).Should().BeOfType<Invitation>().Subject;
        made.Url.Should().StartWith("http://10.0.0.5:5050/#");
        server.Log.Lines.Should().Contain("Alice made the invitation k1").And.NotContain(line => line.Contains(made.Url, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, null, true, true)]
    [InlineData("secret", null, false, true)]
    [InlineData("secret", InvitePolicy.Everybody, true, true)]
    [InlineData(null, InvitePolicy.Operator, false, true)]
    [InlineData(null, InvitePolicy.Off, false, false)]
    public async Task TheOperatorDecidesWhoInvites(string? password, InvitePolicy? policy, bool users, bool console)
    {
        await using var server = InvitationServer.Start(password, options => options with { Invites = policy });
        var commands = server.Get<CommandRegistry>();
        var bob = await JoinAsync(server, password);

        await bob.SendJsonAsync(new { type = "invite" });

        (await bob.DrainAsync()).Select(message => message.Text("type")).Contains("invitation").Should().Be(users);
        commands.Has("invite", CommandAudience.Users).Should().Be(users);
        commands.Has("uninvite", CommandAudience.Operator).Should().Be(console);
    }

    [Fact]
    public async Task AnOlderClientWhoseConnectionAnybodyReadsGetsNoToken()
    {
        await using var server = InvitationServer.Start(configure: Everybody);
        var carol = server.Connect();
        await carol.LogInAsync("Carol", "secret");

        await carol.SayAsync("/invite");

        (await carol.DrainAsync()).Should().ContainSingle(message => message.Text("event") == "refused").Which.Text("text").Should().Contain("not encrypted");
        (await server.Get<InvitationStore>().ListAsync(owner: null)).Should().BeEmpty();
    }

    [Fact]
    public async Task WithoutAPasswordAnOlderClientGetsTheLinkInWords()
    {
        await using var server = InvitationServer.Start(password: null);
        var carol = await server.JoinAsync("Carol");

        await carol.SayAsync("/invite");

        (await carol.DrainAsync()).Texts("system").Should().Contain(text => text!.StartsWith("http://192.168.1.5:5050/#"));
    }

    private static LanTalkServerOptions Everybody(LanTalkServerOptions options) => options with { Invites = InvitePolicy.Everybody };

    private async Task<TestClient> JoinAsync(TestServer server, string? password = "secret")
    {
        var client = server.ConnectTls();
        (await client.LogInAsync(server.Get<ServerIdentity>().Fingerprint, "Bob", _key, password)).Text("type").Should().Be("auth_ok");
        await client.DrainAsync();
        return client;
    }
}
