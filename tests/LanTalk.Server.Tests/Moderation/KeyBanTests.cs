using System.Net;
using LanTalk.Protocol.Security;
using LanTalk.Server.Identity;
using LanTalk.Server.Moderation;
using LanTalk.Server.Sessions;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Moderation;

public sealed class KeyBanTests : IDisposable
{
    private static readonly IPAddress Elsewhere = IPAddress.Parse("192.168.1.99");
    private static readonly IPAddress Elsewhere2 = IPAddress.Parse("10.0.0.1");

    private readonly UserKey _bob = UserKey.Create();

    public void Dispose() => _bob.Dispose();

    [Fact]
    public async Task ABannedUserIsKeptOutByAddressAndByKey()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        var bob = await server.JoinAsync("Bob", _bob);

        server.Terminal.Type("/ban Bob for 2h spam");

        (await server.Terminal.NextTextAsync()).Should().Be($"Banned 192.168.1.10 and {_bob.Identity.FullForm} (Bob) for 2h.");
        (await bob.ReadToEndAsync())[^1].Text("event").Should().Be("kick");
        (await CodeAsync(server, Elsewhere)).Should().Be("banned");
        (await server.Connect().LogInAsync("Carol")).Text("code").Should().Be("banned");
        await server.JoinAsync("Carol", Elsewhere);
    }

    [Fact]
    public async Task ABannedKeyIsDisconnectedWhereverItIs()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", _bob, Elsewhere);
        await BanStore.Open(server.Directory.Path, server.Time).AddAsync(new Ban(BanTarget.Of(_bob.Identity), "spam"));

        server.LookAtBans();

        (await bob.ReadToEndAsync())[^1].Text("text").Should().Contain("spam");
        File.ReadAllText(server.Directory.File("bans.json")).Should().Contain($"\"key\": \"{_bob.Identity.FullForm}\"");
    }

    [Fact]
    public async Task WhoeverWasBannedByNameIsListedAndLetInByName()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        await server.JoinAsync("Bob", _bob);
        server.Terminal.Type("/ban bob rude for 2h");
        await NextReplyAsync(server, "Banned ");

        server.Terminal.Type("/bans");
        (await NextReplyAsync(server, "192.168.1.10 (Bob) until ")).Should().EndWith(", by Alice: rude");
        await NextReplyAsync(server, $"{_bob.Identity.FullForm} (Bob) until ");
        server.Terminal.Type("/unban Carol");
        await NextReplyAsync(server, "Nobody named Carol is banned");
        server.Terminal.Type("/unban BOB");

        (await NextReplyAsync(server, "192.168.1.10 and key:")).Should().EndWith(" are no longer banned.");
        server.Get<BanStore>().List().Should().BeEmpty();
    }

    private static async Task<string> NextReplyAsync(TestServer server, string beginning)
    {
        while (true)
        {
            if (await server.Terminal.NextTextAsync() is var text && text.StartsWith(beginning, StringComparison.Ordinal))
            {
                return text;
            }
        }
    }

    [Theory]
    [InlineData("/ban Bob", "Bob was banned.")]
    [InlineData("/ban 192.168.1.0/24", "Bob was banned.")]
    [InlineData("/kick Bob", "Bob was kicked.")]
    public async Task AUserWhoseConnectionIsBrokenIsReachedWithinTheGrace(string command, string told)
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        var carol = await server.JoinAsync("Carol", Elsewhere2);
        var bob = await server.JoinAsync("Bob", _bob);
        await carol.DrainAsync();
        await bob.CompleteAsync();
        await bob.ReadToEndAsync();

        await server.Terminal.AnswerAsync(command);

        (await carol.DrainAsync()).Texts("system").Should().Equal(told);
        await carol.SayAsync("/users");
        (await carol.DrainAsync()).Texts("system").Should().Equal("Online: Alice, Carol");
    }

    [Fact]
    public async Task ABannedUserDoesNotComeBackWithinTheGrace()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.CompleteAsync();
        await bob.ReadToEndAsync();
        await BanStore.Open(server.Directory.Path, server.Time).AddAsync(new Ban(BanTarget.Of(_bob.Identity)));

        server.LookAtBans();

        (await CodeAsync(server, Elsewhere)).Should().Be("banned");
        server.Get<SessionRegistry>().Count.Should().Be(0);
    }

    [Fact]
    public async Task AKeyIsUnbannedByItsFullForm()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        await server.Terminal.AnswerAsync($"/ban {_bob.Identity.FullForm}");
        (await CodeAsync(server, Elsewhere)).Should().Be("banned");

        await server.Terminal.AnswerAsync($"/unban {_bob.Identity.FullForm}");

        await server.JoinAsync("Bob", _bob);
    }

    private async Task<string?> CodeAsync(TestServer server, IPAddress address) =>
        (await server.ConnectTls(address).LogInAsync(server.Get<ServerIdentity>().Fingerprint, "Bob", _bob)).Text("code");
}
