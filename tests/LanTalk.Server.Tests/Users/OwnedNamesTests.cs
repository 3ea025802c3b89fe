using LanTalk.Protocol.Security;
using LanTalk.Server.History;
using LanTalk.Server.Identity;
using LanTalk.Server.Users;
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
        await LeaveAsync(server, await server.JoinAsync("Bob", _bob));

        (await server.ConnectTls().LogInAsync(Fingerprint(server), "bob", _eve)).Text("code").Should().Be("name_taken");
        (await server.Connect().LogInAsync("bob")).Text("code").Should().Be("name_taken");
        await server.JoinAsync("BOB", _bob);
    }

    [Fact]
    public async Task APasserByOwnsNothingAndIsNotRemembered()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.SayAsync("/nick Robert");
        await bob.DrainAsync();
        server.Time.Advance(TimeSpan.FromSeconds(59));
        await bob.CompleteAsync();
        await bob.ReadToEndAsync();
        server.Time.Advance(TimeSpan.FromSeconds(30));

        var names = server.Get<NameRegistry>();
        (names.Find("Bob"), names.Find("Robert")).Should().Be((null, null));
        server.Get<IPrivateStore>().FindIdentity(_bob.Identity.FullForm).Should().BeNull();
        await server.JoinAsync("Bob", _eve);
    }

    [Fact]
    public async Task WhoHasSaidSomethingOwnsItsName()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.SayAsync("hello");
        await bob.ReadAsync("message");
        await bob.SendAsync("""{"type":"quit"}""");
        await bob.ReadToEndAsync();

        (await server.Connect().LogInAsync("Bob")).Text("code").Should().Be("name_taken");
        server.Get<IPrivateStore>().FindIdentity(_bob.Identity.FullForm).Should().Be(_bob.Identity);
    }

    [Fact]
    public async Task WhoStaysForAMinuteOwnsItsNameThereAndThen()
    {
        await using var server = TestServer.Start();
        await server.JoinAsync("Bob", _bob);
        var names = server.Get<NameRegistry>();
        server.Time.Advance(TimeSpan.FromSeconds(59));
        names.Owns("Bob", _bob.Identity).Should().BeFalse();

        server.Time.Advance(TimeSpan.FromSeconds(1));

        names.Owns("Bob", _bob.Identity).Should().BeTrue();
    }

    [Fact]
    public async Task ABrokenConnectionDoesNotBeginTheMinuteAnew()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", _bob);
        server.Time.Advance(TimeSpan.FromSeconds(40));
        await bob.CompleteAsync();
        await bob.ReadToEndAsync();
        await server.JoinAsync("Bob", _bob);

        server.Time.Advance(TimeSpan.FromSeconds(20));

        server.Get<NameRegistry>().Owns("Bob", _bob.Identity).Should().BeTrue();
    }

    [Fact]
    public async Task NobodyElseChangesToANameThatBelongsToAKey()
    {
        await using var server = TestServer.Start();
        await LeaveAsync(server, await server.JoinAsync("Bob", _bob));
        var eve = await server.JoinAsync("Eve", _eve);

        await eve.SayAsync("/nick Bob");

        (await eve.ReadAsync("system")).Text("event").Should().Be("refused");
    }

    [Fact]
    public async Task AChangedNameBelongsToItsKeyToo()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", _bob);
        server.Time.Advance(TimeSpan.FromMinutes(1));
        await bob.SayAsync("/nick Robert");
        await bob.ReadAsync("system");
        await LeaveAsync(server, bob);

        (await server.Connect().LogInAsync("Robert")).Text("code").Should().Be("name_taken");
        (await server.Connect().LogInAsync("Bob")).Text("code").Should().Be("name_taken");
    }

    [Fact]
    public async Task WhoIsRefusedOwnsNothing()
    {
        await using var server = TestServer.Start();
        var carol = await server.JoinAsync("Carol");
        (await server.ConnectTls().LogInAsync(Fingerprint(server), "Carol", _eve)).Text("code").Should().Be("name_taken");
        await LeaveAsync(server, carol);

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
        await LeaveAsync(server, bob);
        (await server.Terminal.AnswerAsync("/release bob")).Should().Be("The name bob is free.");

        await server.JoinAsync("Bob", _eve);
    }

    /// <summary>Leaves after a minute, so that the user owns the name.</summary>
    private static async Task LeaveAsync(TestServer server, TestClient client)
    {
        server.Time.Advance(TimeSpan.FromMinutes(1));
        await client.SendAsync("""{"type":"quit"}""");
        await client.ReadToEndAsync();
    }

    private static ServerFingerprint Fingerprint(TestServer server) => server.Get<ServerIdentity>().Fingerprint;
}
