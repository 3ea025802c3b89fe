using LanTalk.Protocol.Security;
using LanTalk.Server.Chat;
using LanTalk.Server.Identity;
using LanTalk.Server.Sessions;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Sessions;

public sealed class CatchingUpTests
{
    private readonly WatchedStore _store = new();
    private readonly UserKey _bob = UserKey.Create();

    [Fact]
    public async Task WhoseConnectionBreaksWhileItCatchesUpCostsNoWholeHistory()
    {
        await using var server = Start();
        var (carol, epoch) = await FillAsync(server, 5000);
        var back = await BackAsync(server, epoch, buffer: 4096);
        await back.ReadAsync("room");

        back.Dispose();

        // Only after the server has noticed that the connection is broken.
        var told = await carol.DrainAsync();
        while (!told.Texts("system").Contains("Bob was disconnected."))
        {
            server.Pass(TimeSpan.FromSeconds(31));
            told = await carol.DrainAsync();
        }

        _store.MessagesRead.Should().BeLessThan(1000);
    }

    [Fact]
    public async Task WhatIsSaidWhileItCatchesUpIsHandledAndThePongComesBehindWhatWasMissed()
    {
        await using var server = Start();
        var (carol, epoch) = await FillAsync(server, 3000);
        var back = await BackAsync(server, epoch, buffer: 4096);
        await back.SendJsonAsync(new { type = "message", text = "I am back", nonce = "n1" });

        (await carol.ReadAsync("message")).Text("text").Should().Be("I am back");
        var told = await back.DrainAsync();
        told[0].Text("type").Should().Be("room");
        told.Texts("message").Should().Equal([.. Enumerable.Range(1, 3000).Select(i => $"{i}"), "I am back"]);
    }

    [Fact]
    public async Task ASlowReaderThatPingsIsNotCutWhileItCatchesUp()
    {
        await using var server = Start();
        var (_, epoch) = await FillAsync(server, 3000);
        var back = await BackAsync(server, epoch, buffer: 4096);
        var session = server.Get<SessionRegistry>().Find("Bob")!;
        for (var i = 1; i <= 3000; i++)
        {
            (await back.ReadAsync("message")).Text("text").Should().Be($"{i}");
            if (i % 100 == 0)
            {
                await back.SendAsync("""{"type":"ping"}""");
                await UntilHeardAsync(session);
                server.Pass(TimeSpan.FromSeconds(5));
            }
        }

        for (var i = 0; i < 30; i++)
        {
            await back.ReadAsync("pong");
        }
    }

    [Fact]
    public async Task WhoMissedMoreThanTheServerShowsAtOnceIsToldHowManyAreMissing()
    {
        const int Missed = Backlog.MostMissed + 500;
        await using var server = TestServer.Start(options => options with { RateLimit = null, History = new(MaxCount: 2 * Missed, IsOff: true) });
        var (_, epoch) = await FillAsync(server, Missed);

        var back = await BackAsync(server, epoch);

        (await back.ReadAsync("room")).GetProperty("since").GetInt64().Should().Be(500);
        (await back.ReadAsync("message")).GetProperty("id").GetInt64().Should().Be(501);
    }

    [Fact]
    public async Task WhatIsSaidWhileItCatchesUpCountsAsBehindAndWhatWasMissedDoesNot()
    {
        await using var server = TestServer.Start(options => options with { RateLimit = null, SendWindow = 100_000 }, _store);
        var (carol, epoch) = await FillAsync(server, 3000);
        var back = await BackAsync(server, epoch, buffer: 4096);
        await back.ReadAsync("room");
        var session = server.Get<SessionRegistry>().Find("Bob")!;
        server.Pass(TimeSpan.FromSeconds(1));
        session.Ending.CutReason.Should().BeNull();

        for (var i = 0; i < 100; i++)
        {
            await carol.SayAsync(new string('x', 2000));
        }

        await carol.DrainAsync();
        server.Pass(TimeSpan.FromSeconds(1));
        session.Ending.CutReason.Should().Contain("behind");
    }

    [Fact]
    public async Task AnEndWhileItCatchesUpIsNoGapBetweenMessages()
    {
        await using var server = Start();
        var (carol, epoch) = await FillAsync(server, 3000);
        var back = await BackAsync(server, epoch, buffer: 4096);
        await back.ReadAsync("message");
        await carol.SayAsync("new");
        await carol.DrainAsync();

        server.Get<SessionRegistry>().Find("Bob")!.End("shutdown", "Good night.", departure: null);

        var told = await back.ReadToEndAsync();
        told[^1].Text("event").Should().Be("shutdown");
        told.Texts("message").Should().Equal(Enumerable.Range(2, told.Count - 1).Select(i => $"{i}"));
    }

    [Fact]
    public async Task ARoomCanBeLeftWhileOneCatchesUpWithIt()
    {
        await using var server = Start();
        var carol = await server.JoinAsync("Carol");
        await carol.SayAsync("/join ops");
        for (var i = 1; i <= 3000; i++)
        {
            await carol.SayAsync($"{i}");
        }

        await carol.DrainAsync();
        var bob = server.ConnectTls(buffer: 4096);
        await bob.LogInAsync(server.Get<ServerIdentity>().Fingerprint, "Bob", _bob);
        await bob.SendJsonAsync(new { type = "join", room = "ops", epoch = (await _store.OpenAsync("ops")).Epoch, since = 0 });
        (await bob.ReadAsync("message")).Text("room").Should().Be("ops");
        await bob.SendJsonAsync(new { type = "leave", room = "ops" });

        (await bob.DrainAsync()).Texts("system").Should().Contain("You left ops.");
    }

    private TestServer Start() => TestServer.Start(options => options with { RateLimit = null }, _store);

    private async Task<(TestClient Carol, string? Epoch)> FillAsync(TestServer server, int count)
    {
        var carol = await server.JoinAsync("Carol");
        var bob = await server.JoinAsync("Bob", _bob);
        var epoch = (await bob.ReadAsync("room")).Text("epoch");
        await bob.CompleteAsync();
        await bob.ReadToEndAsync();
        for (var i = 1; i <= count; i++)
        {
            await carol.SayAsync($"{i}");
        }

        await carol.DrainAsync();
        return (carol, epoch);
    }

    private async Task<TestClient> BackAsync(TestServer server, string? epoch, long buffer = 64 * 1024)
    {
        var client = server.ConnectTls(buffer: buffer);
        var answer = await client.LogInAsync(server.Get<ServerIdentity>().Fingerprint, "Bob", _bob, epoch: epoch, since: 0);
        answer.Text("type").Should().Be("auth_ok");
        return client;
    }

    /// <summary>Time leaps here, so a ping that is still on its way would come too late.</summary>
    private static async Task UntilHeardAsync(Session session)
    {
        for (var since = TimeProvider.System.GetTimestamp(); session.Silence > TimeSpan.Zero;)
        {
            TimeProvider.System.GetElapsedTime(since).Should().BeLessThan(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }
    }
}
