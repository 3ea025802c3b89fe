using LanTalk.Protocol.Security;
using LanTalk.Server.Identity;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Users;

public sealed class OwnedNamesTests : IDisposable
{
    private readonly UserKey _bob = UserKey.Create();
    private readonly UserKey _eve = UserKey.Create();

    public void Dispose()
    {
        _bob.Dispose();
        _eve.Dispose();
    }

    [Fact]
    public async Task NobodyElseLogsInWithANameThatBelongsToAKey()
    {
        await using var server = TestServer.Start();
        await LeaveAsync(await server.JoinAsync("Bob", _bob));

        (await server.ConnectTls().LogInAsync(Fingerprint(server), "bob", _eve)).Text("code").Should().Be("name_taken");
        (await server.Connect().LogInAsync("bob")).Text("code").Should().Be("name_taken");
        await server.JoinAsync("BOB", _bob);
    }

    [Fact]
    public async Task NobodyElseChangesToANameThatBelongsToAKey()
    {
        await using var server = TestServer.Start();
        await LeaveAsync(await server.JoinAsync("Bob", _bob));
        var eve = await server.JoinAsync("Eve", _eve);

        await eve.SayAsync("/nick Bob");

        (await eve.ReadAsync("system")).Text("event").Should().Be("refused");
    }

    [Fact]
    public async Task AChangedNameBelongsToItsKeyToo()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.SayAsync("/nick Robert");
        await bob.ReadAsync("system");
        await LeaveAsync(bob);

        (await server.Connect().LogInAsync("Robert")).Text("code").Should().Be("name_taken");
        (await server.Connect().LogInAsync("Bob")).Text("code").Should().Be("name_taken");
    }

    [Fact]
    public async Task WhoIsRefusedOwnsNothing()
    {
        await using var server = TestServer.Start();
        var carol = await server.JoinAsync("Carol");
        (await server.ConnectTls().LogInAsync(Fingerprint(server), "Carol", _eve)).Text("code").Should().Be("name_taken");
        await LeaveAsync(carol);

        await server.JoinAsync("Carol");
    }

    [Fact]
    public async Task TheOperatorReleasesANameAndWhoisShowsTheKey()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        var bob = await server.JoinAsync("Bob", _bob);
        await server.JoinAsync("Carol");

        server.Terminal.Type("/whois Bob");
        (await server.Terminal.NextTextAsync()).Should().EndWith($"Key: {_bob.Identity.ShortForm}.");
        server.Terminal.Type("/whois Carol");
        (await server.Terminal.NextTextAsync()).Should().EndWith("An older client, without a key.");
        await LeaveAsync(bob);
        server.Terminal.Type("/release bob");
        (await server.Terminal.NextTextAsync()).Should().Be("The name bob is free.");

        await server.JoinAsync("Bob", _eve);
    }

    private static async Task LeaveAsync(TestClient client)
    {
        await client.SendAsync("""{"type":"quit"}""");
        await client.ReadToEndAsync();
    }

    private static ServerFingerprint Fingerprint(TestServer server) => server.Get<ServerIdentity>().Fingerprint;
}
