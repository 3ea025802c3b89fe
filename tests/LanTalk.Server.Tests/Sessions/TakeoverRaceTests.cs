using LanTalk.Protocol.Security;
using LanTalk.Server.Identity;
using LanTalk.Server.Sessions;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Sessions;

/// <summary>A change of name, a takeover and logins at the same moment: whatever the outcome, each name leads to the session that has it.</summary>
public sealed class TakeoverRaceTests : IDisposable
{
    private const int Rounds = 300;

    private readonly UserKey _bob = UserKey.Create();
    private readonly UserKey _eve = UserKey.Create();

    public void Dispose()
    {
        _bob.Dispose();
        _eve.Dispose();
    }

    [Fact]
    public async Task NoNameStaysTakenWhoeverWins()
    {
        await using var server = TestServer.Start(options => options with { RateLimit = null, MaxPerAddress = 0, Grace = TimeSpan.Zero });
        var registry = server.Get<SessionRegistry>();
        for (var round = 0; round < Rounds; round++)
        {
            var (bob, rob) = ($"Bob{round}", $"Rob{round}");
            using var first = await server.JoinAsync(bob, _bob);
            await first.DrainAsync();
            using var second = server.ConnectTls();
            using var third = server.ConnectTls();
            using var fourth = server.Connect();

            await Task.WhenAll(
                Task.Run(() => first.SayAsync($"/nick {rob}")),
                Task.Run(() => second.LogInAsync(Fingerprint(server), bob, _bob, epoch: "x", since: 0)),
                Task.Run(() => third.LogInAsync(Fingerprint(server), bob, _eve)),
                Task.Run(() => fourth.LogInAsync(rob)));

            foreach (var session in registry.All)
            {
                registry.Find(session.Name).Should().BeSameAs(session, "in round {0} each name leads to its session", round);
            }

            foreach (var client in new[] { first, second, third, fourth })
            {
                await client.CompleteAsync();
                await client.ReadToEndAsync();
            }
        }

        registry.Count.Should().Be(0);
        registry.All.Should().BeEmpty();
    }

    [Fact]
    public async Task ASessionThatWasReplacedChangesNoName()
    {
        await using var server = TestServer.Start();
        var registry = server.Get<SessionRegistry>();
        using var first = await server.JoinAsync("Bob", _bob);
        var former = registry.Find("Bob")!;
        using var second = server.ConnectTls();
        await second.LogInAsync(Fingerprint(server), "Bob", _bob, epoch: "x", since: 0);
        var session = registry.Find("Bob")!;

        registry.TryRename(former, "Rob", () => { }).Should().BeFalse();
        registry.Remove(former);

        (registry.Find("Bob"), registry.Find("Rob"), registry.Count).Should().Be((session, null, 1));
    }

    [Fact]
    public async Task ATakeoverThatFailsInheritsNothing()
    {
        await using var server = TestServer.Start(options => options with { RateLimit = new(1, TimeSpan.FromSeconds(5)) });
        var registry = server.Get<SessionRegistry>();
        using var bob = await server.JoinAsync("Bob", _bob);
        await bob.SayAsync("1");
        await bob.DrainAsync();
        var former = registry.Find("Bob")!;
        using var carol = await server.JoinAsync("Carol", _eve);
        var session = registry.Find("Carol")!;

        registry.TryReplace(former, session).Should().BeFalse();

        session.Rate.Check().Should().Be(RateDecision.Allowed);
        registry.Find("Bob").Should().BeSameAs(former);
    }

    [Fact]
    public void ACopyOfALimiterCountsByItself()
    {
        var limiter = new RateLimiter(new(2, TimeSpan.FromSeconds(5)), TimeProvider.System);
        limiter.Check();

        var copy = limiter.Copy();

        (copy.Check(), copy.Check()).Should().Be((RateDecision.Allowed, RateDecision.Refused));
        limiter.Check().Should().Be(RateDecision.Allowed);
    }

    private static ServerFingerprint Fingerprint(TestServer server) => server.Get<ServerIdentity>().Fingerprint;
}
