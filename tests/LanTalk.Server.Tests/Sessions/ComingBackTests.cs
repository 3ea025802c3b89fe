using LanTalk.Protocol.Security;
using LanTalk.Server.Identity;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Sessions;

public sealed class ComingBackTests
{
    private readonly UserKey _bob = UserKey.Create();

    [Fact]
    public async Task WhoComesBackGetsExactlyWhatItMissed()
    {
        await using var server = TestServer.Start(options => options with { RateLimit = null, Backlog = 2 });
        var carol = await server.JoinAsync("Carol");
        var bob = await server.JoinAsync("Bob", _bob);
        var epoch = (await bob.ReadAsync("room")).Text("epoch");
        await carol.SayAsync("1");
        await carol.DrainAsync();
        await bob.ReadAsync("message");
        await bob.CompleteAsync();
        for (var i = 2; i <= 1300; i++)
        {
            await carol.SayAsync($"{i}");
        }

        await carol.DrainAsync();
        var back = await BackAsync(server, epoch, since: 1);
        var state = await back.ReadAsync("room");
        (state.GetProperty("since").GetInt64(), state.GetProperty("id").GetInt64()).Should().Be((1L, 1300L));
        await carol.SayAsync("new");
        for (var i = 2; i <= 1300; i++)
        {
            var message = await back.ReadAsync();
            (message.Text("text"), message.GetProperty("id").GetInt64()).Should().Be(($"{i}", i));
        }

        (await back.ReadAsync()).Text("text").Should().Be("new");
    }

    [Fact]
    public async Task AnotherEpochMakesANewcomer()
    {
        await using var server = TestServer.Start();
        var carol = await server.JoinAsync("Carol");
        await carol.SayAsync("one");
        await carol.DrainAsync();

        var bob = await BackAsync(server, "another", since: 1);

        (await bob.DrainAsync()).Select(message => message.Text("type")).Should().Equal("room", "message", "system");
    }

    [Fact]
    public async Task WhatIsNoLongerKeptIsAGap()
    {
        await using var server = TestServer.Start(options => options with { RateLimit = null, History = new(MaxCount: 10, IsOff: true) });
        var carol = await server.JoinAsync("Carol");
        var bob = await server.JoinAsync("Bob", _bob);
        var epoch = (await bob.ReadAsync("room")).Text("epoch");
        for (var i = 1; i <= 30; i++)
        {
            await carol.SayAsync($"{i}");
        }

        await carol.DrainAsync();
        await bob.CompleteAsync();
        var back = await BackAsync(server, epoch, since: 5);

        (await back.ReadAsync("room")).GetProperty("since").GetInt64().Should().Be(20);
        (await back.DrainAsync()).Texts("message").Should().Equal(Enumerable.Range(21, 10).Select(i => $"{i}"));
    }

    [Fact]
    public async Task NobodySeesADropOfLessThanTheGrace()
    {
        await using var server = TestServer.Start();
        var carol = await server.JoinAsync("Carol");
        var bob = await server.JoinAsync("Bob", _bob);
        var epoch = (await bob.ReadAsync("room")).Text("epoch");
        await carol.DrainAsync();
        await DropAsync(bob);
        server.Pass(TimeSpan.FromSeconds(29));
        await carol.SayAsync("/users");
        (await carol.DrainAsync()).Texts("system").Should().Equal("Online: Alice, Bob, Carol");

        var back = await BackAsync(server, epoch, since: 0);
        await back.DrainAsync();
        server.Pass(TimeSpan.FromSeconds(5));
        (await carol.DrainAsync()).Should().BeEmpty();
        await carol.SayAsync("Hello!");
        (await back.ReadAsync("message")).Text("text").Should().Be("Hello!");
    }

    [Fact]
    public async Task WhoDoesNotComeBackIsGoneAfterTheGrace()
    {
        await using var server = TestServer.Start();
        var carol = await server.JoinAsync("Carol");
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.DrainAsync();
        await carol.DrainAsync();
        await DropAsync(bob);
        server.Pass(TimeSpan.FromSeconds(31));

        (await carol.DrainAsync()).Single().Text("text").Should().Be("Bob was disconnected.");
        await carol.SayAsync("/users");
        (await carol.DrainAsync()).Texts("system").Should().Equal("Online: Alice, Carol");
    }

    [Fact]
    public async Task AGoodbyeIsToldAtOnce()
    {
        await using var server = TestServer.Start();
        var carol = await server.JoinAsync("Carol");
        var bob = await server.JoinAsync("Bob", _bob);
        await carol.DrainAsync();
        await bob.SendAsync("""{"type":"quit"}""");
        while (await bob.ReadLineAsync() is not null)
        {
        }

        (await carol.DrainAsync()).Single().Text("text").Should().Be("Bob left.");
    }

    [Fact]
    public async Task TheSameKeyTakesOverFromAConnectionThatOnlySeemsToLive()
    {
        await using var server = TestServer.Start();
        var carol = await server.JoinAsync("Carol");
        var bob = await server.JoinAsync("Bob", _bob);
        var epoch = (await bob.ReadAsync("room")).Text("epoch");
        await carol.DrainAsync();

        var back = await BackAsync(server, epoch, since: 0);
        (await bob.ReadAsync("system")).Text("event").Should().Be("closed");
        (await bob.ReadLineAsync()).Should().BeNull();
        await back.DrainAsync();
        (await carol.DrainAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task ASecondClientOfAUserNeedsAnotherName()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", _bob);
        var second = server.ConnectTls();

        (await second.LogInAsync(server.Get<ServerIdentity>().Fingerprint, "Bob", _bob)).Text("code").Should().Be("name_taken");
        (await bob.DrainAsync()).Texts("system").Should().BeEmpty();
    }

    [Fact]
    public async Task AnotherKeyDoesNotTakeOver()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        await server.JoinAsync("Bob", _bob);
        var eve = server.ConnectTls();

        (await eve.LogInAsync(server.Get<ServerIdentity>().Fingerprint, "Bob", key)).Text("code").Should().Be("name_taken");
    }

    [Fact]
    public async Task ASilentSessionOfVersionThreeIsBrokenAfterHalfAMinute()
    {
        await using var server = TestServer.Start();
        var carol = await server.JoinAsync("Carol");
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.DrainAsync();
        await carol.DrainAsync();
        server.Pass(TimeSpan.FromSeconds(29));
        await bob.DrainAsync();
        server.Pass(TimeSpan.FromSeconds(29));
        await bob.DrainAsync();
        server.Pass(TimeSpan.FromSeconds(31));
        await carol.SayAsync("/users");
        (await carol.DrainAsync()).Texts("system").Should().Equal("Online: Alice, Bob, Carol");

        // Only after the server has noticed that the connection is broken.
        IReadOnlyList<string?> told = [];
        for (var i = 0; i < 100 && told.Count == 0; i++)
        {
            server.Pass(TimeSpan.FromSeconds(31));
            told = [.. (await carol.DrainAsync()).Texts("system")];
        }

        told.Should().Equal("Bob was disconnected.");
    }

    [Fact]
    public async Task ReconnectingGivesNoNewRateLimit()
    {
        await using var server = TestServer.Start(options => options with { RateLimit = new(2, TimeSpan.FromSeconds(5)) });
        var bob = await server.JoinAsync("Bob", _bob);
        var epoch = (await bob.ReadAsync("room")).Text("epoch");
        await bob.SayAsync("1");
        await bob.SayAsync("2");
        await bob.DrainAsync();
        var back = await BackAsync(server, epoch, since: 2);
        await back.SayAsync("3");

        (await back.DrainAsync())[^1].Text("event").Should().Be("refused");
    }

    private async Task<TestClient> BackAsync(TestServer server, string? epoch, long since)
    {
        var client = server.ConnectTls();
        var answer = await client.LogInAsync(server.Get<ServerIdentity>().Fingerprint, "Bob", _bob, epoch: epoch, since: since);
        answer.Text("type").Should().Be("auth_ok");
        return client;
    }

    /// <summary>Breaks a connection; returns when the server has noticed.</summary>
    private static async Task DropAsync(TestClient client)
    {
        await client.CompleteAsync();
        while (await client.ReadLineAsync() is not null)
        {
        }
    }
}
