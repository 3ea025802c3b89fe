using System.Text;
using System.Text.Json;
using LanTalk.Protocol.Security;
using LanTalk.Server.Sessions;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Sessions;

public sealed class FloodTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly UserKey _bob = UserKey.Create();

    [Fact]
    public async Task AFloodOfPingsWaitsForItsOwnAnswersAndEachIsAnswered()
    {
        const int Pings = 20_000;
        await using var server = TestServer.Start(options => options with { RateLimit = null });
        var flood = await server.JoinAsync("Flood");
        var (carol, dan) = (await server.JoinAsync("Carol"), await server.JoinAsync("Dan"));
        await flood.DrainAsync();
        var session = server.Get<SessionRegistry>().Find("Flood")!;
        var sending = flood.SendBytesAsync(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"type\":\"ping\"}\n", Pings))));
        for (var i = 0; i < 100; i++)
        {
            await carol.SayAsync($"{i}");
            (await dan.ReadAsync("message")).Text("text").Should().Be($"{i}");
            session.Pump.Mail.Due.Should().BeLessThanOrEqualTo(Mailbox.CrowdCount);
        }

        for (var i = 0; i < Pings; i++)
        {
            await flood.ReadAsync("pong");
        }

        await sending;
    }

    [Fact]
    public async Task PongsThatAreNotTakenDoNotPileUp()
    {
        await using var server = TestServer.Start(options => options with { RateLimit = null });
        var flood = await server.JoinAsync("Flood", buffer: 4096);
        await flood.DrainAsync();
        var session = server.Get<SessionRegistry>().Find("Flood")!;
        await flood.SendBytesAsync(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"type\":\"ping\"}\n", 2000))));
        await flood.SayAsync("behind them");

        var carol = await server.JoinAsync("Carol");
        (await UntilCrowdedAsync(session, carol)).Texts("message").Should().BeEmpty();
        session.Pump.Mail.Due.Should().BeLessThanOrEqualTo(Mailbox.CrowdCount);
        for (var i = 0; i < 2000; i++)
        {
            await flood.ReadAsync("pong");
        }

        (await carol.ReadAsync("message")).Text("text").Should().Be("behind them");
    }

    [Fact]
    public async Task AnswersThatAreNotTakenAreBoundedInBytes()
    {
        await using var server = TestServer.Start(options => options with { RateLimit = null });
        var carol = await server.JoinAsync("Carol");
        for (var i = 0; i < 200; i++)
        {
            await carol.SayAsync(new string('x', 4000));
        }

        await carol.DrainAsync();
        var flood = await server.JoinAsync("Flood", _bob);
        await flood.DrainAsync();
        var session = server.Get<SessionRegistry>().Find("Flood")!;
        for (var i = 0; i < 20; i++)
        {
            await flood.SayAsync("/history 200");
        }

        await UntilCrowdedAsync(session, carol);
        server.Pass(TimeSpan.FromSeconds(1));
        session.Pump.Behind.Should().BeLessThan(Mailbox.CrowdBytes + (2 * 200 * 4096));
        session.Ending.CutReason.Should().BeNull();
        (await flood.ReadTextsAsync("system", 20 * 200)).Should().HaveCount(4000);
    }

    [Fact]
    public async Task WhoTakesNoAnswersIsCutLikeWhoTakesNoMessages()
    {
        await using var server = TestServer.Start(options => options with { RateLimit = null });
        var carol = await server.JoinAsync("Carol");
        var flood = await server.JoinAsync("Flood", buffer: 4096);
        await carol.DrainAsync();
        var session = server.Get<SessionRegistry>().Find("Flood")!;
        for (var i = 0; i < 1000; i++)
        {
            await flood.SendAsync("""{"type":"users"}""");
        }

        await UntilCrowdedAsync(session, carol);
        server.Pass(TimeSpan.FromSeconds(31));

        (await carol.ReadAsync("system")).Text("text").Should().Be("Flood was too slow.");
        flood.Dispose();
    }

    [Fact]
    public async Task WhoIsNotReadIsNotSilent()
    {
        await using var server = TestServer.Start(options => options with { RateLimit = null, SendTimeout = TimeSpan.Zero });
        var flood = await server.JoinAsync("Flood", buffer: 4096);
        var session = server.Get<SessionRegistry>().Find("Flood")!;
        for (var i = 0; i < 1000; i++)
        {
            await flood.SendAsync("""{"type":"users"}""");
        }

        var carol = await server.JoinAsync("Carol");
        await UntilCrowdedAsync(session, carol);
        for (var minute = 0; minute < 12; minute++)
        {
            server.Pass(TimeSpan.FromMinutes(1));
            await carol.DrainAsync();
        }

        session.Ending.IsRequested.Should().BeFalse();
        (await flood.ReadTextsAsync("system", 1000)).Should().HaveCount(1000);
    }

    [Fact]
    public async Task ASessionThatIsNotReadStillEndsAtOnce()
    {
        await using var server = TestServer.Start(options => options with { RateLimit = null });
        var flood = await server.JoinAsync("Flood", buffer: 4096);
        var carol = await server.JoinAsync("Carol");
        await carol.DrainAsync();
        var session = server.Get<SessionRegistry>().Find("Flood")!;
        for (var i = 0; i < 1000; i++)
        {
            await flood.SendAsync("""{"type":"users"}""");
        }

        await UntilCrowdedAsync(session, carol);
        session.End("kick", "Out.", "was kicked");

        (await carol.ReadAsync("system")).Text("text").Should().Be("Flood was kicked.");
        (await flood.ReadToEndAsync().WaitAsync(Patience))[^1].Text("event").Should().Be("kick");
    }

    /// <summary>Lets a witness talk with the server until a session is no longer read; returns the messages that the witness got.</summary>
    private static async Task<IReadOnlyList<JsonElement>> UntilCrowdedAsync(Session session, TestClient witness)
    {
        var told = new List<JsonElement>(await witness.DrainAsync());
        for (var since = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(since) < Patience && !session.Pump.Mail.IsCrowded;)
        {
            told.AddRange(await witness.DrainAsync());
        }

        session.Pump.Mail.IsCrowded.Should().BeTrue();
        return told;
    }
}
