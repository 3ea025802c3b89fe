using System.Net;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;
using LanTalk.Server.History;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Chat;

public sealed class PrivateDeliveryTests
{
    private readonly UserKey _bob = UserKey.Create();
    private readonly UserKey _carol = UserKey.Create();

    [Fact]
    public async Task WhatIsSentToSomebodyWhoIsOfflineWaits()
    {
        await using var server = TestServer.Start();
        await LeaveAsync(server, await server.JoinAsync("Carol", _carol));
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.DrainAsync();
        await bob.SendJsonAsync(new { type = "pm", to = "carol", text = "psst", nonce = "n1" });
        var ack = (await bob.DrainAsync()).Should().ContainSingle().Which;
        (ack.Text("type"), ack.Text("nonce"), ack.GetProperty("waits").GetBoolean()).Should().Be(("ack", "n1", true));

        var carol = await server.JoinAsync("Carol", _carol);
        var got = await carol.ReadAsync("pm");
        (got.Text("from_user"), got.Text("text"), got.Text("id")).Should().Be(("Bob", "psst", "n1"));
    }

    [Fact]
    public async Task WhatIsNotConfirmedComesAgainAndWhatIsDoesNot()
    {
        await using var server = TestServer.Start();
        var carol = await server.JoinAsync("Carol", _carol);
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.SendJsonAsync(new { type = "pm", to = "Carol", text = "one", nonce = "n1" });
        await bob.SendJsonAsync(new { type = "pm", to = "Carol", text = "two", nonce = "n2" });
        await bob.DrainAsync();
        await carol.ReadTextsAsync("pm", 2);
        await carol.SendJsonAsync(new { type = "got", id = "n1" });
        await carol.DrainAsync();
        await LeaveAsync(server, carol);

        var back = await server.JoinAsync("Carol", _carol);
        (await back.DrainAsync()).Texts("pm").Should().Equal("two");
    }

    [Fact]
    public async Task TheSameMarkIsDeliveredOnce()
    {
        await using var server = TestServer.Start();
        var carol = await server.JoinAsync("Carol", _carol);
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.DrainAsync();
        await bob.SendJsonAsync(new { type = "pm", to = "Carol", text = "psst", nonce = "n1" });
        await bob.SendJsonAsync(new { type = "pm", to = "Carol", text = "psst", nonce = "n1" });

        (await bob.DrainAsync()).Select(message => message.Text("nonce")).Should().Equal("n1", "n1");
        (await carol.DrainAsync()).Texts("pm").Should().Equal("psst");
    }

    [Fact]
    public async Task NobodyElseConfirmsAMessage()
    {
        await using var server = TestServer.Start();
        await LeaveAsync(server, await server.JoinAsync("Carol", _carol));
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.SendJsonAsync(new { type = "pm", to = "Carol", text = "psst", nonce = "n1" });
        await bob.SendJsonAsync(new { type = "got", id = "n1" });
        await bob.DrainAsync();

        var carol = await server.JoinAsync("Carol", _carol);
        (await carol.DrainAsync()).Texts("pm").Should().Equal("psst");
    }

    [Fact]
    public async Task VersionTwoIsToldThatItsMessageWaits()
    {
        await using var server = TestServer.Start();
        await LeaveAsync(server, await server.JoinAsync("Carol", _carol));
        var dan = await server.JoinAsync("Dan");
        await dan.SayAsync("/pm Carol psst");

        (await dan.DrainAsync()).Texts("system").Should().Equal("Carol is offline. The message waits for 7 days.");
    }

    [Fact]
    public async Task AMessageToANameThatIsNobodysIsRefusedWithItsNonce()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.DrainAsync();
        await bob.SendJsonAsync(new { type = "pm", to = "Nobody", text = "psst", nonce = "n1" });

        var refusal = (await bob.DrainAsync()).Single();
        (refusal.Text("event"), refusal.Text("nonce")).Should().Be(("refused", "n1"));
    }

    [Fact]
    public async Task SomebodyCanSealToAKeyThatIsOffline()
    {
        await using var server = TestServer.Start();
        await LeaveAsync(server, await server.JoinAsync("Carol", _carol));
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.SendJsonAsync(new { type = "key", user = "Carol" });

        var answer = await bob.ReadAsync("key");
        answer.GetProperty("online").GetBoolean().Should().BeFalse();
        answer.Text("key").Should().Be(SealedLoginSteps.Write(_carol.Identity.SigningKey.Span));

        await bob.SendJsonAsync(new
        {
            type = "sealed_pm",
            to = "Carol",
            id = SealedLoginSteps.Write(new byte[16]),
            enc = SealedLoginSteps.Write(new byte[32]),
            @sealed = SealedLoginSteps.Write(new byte[80]),
        });
        (await bob.ReadAsync("ack")).GetProperty("waits").GetBoolean().Should().BeTrue();
        var carol = await server.JoinAsync("Carol", _carol);
        (await carol.ReadAsync("sealed_pm")).Text("sealed").Should().Be(SealedLoginSteps.Write(new byte[80]));
    }

    [Fact]
    public async Task AsManyWaitAsMayAndNoMore()
    {
        await using var server = TestServer.Start(options => options with { RateLimit = null });
        await LeaveAsync(server, await server.JoinAsync("Carol", _carol));
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.DrainAsync();
        const int Most = BoxLoad.Most / 4;
        for (var i = 0; i <= Most; i++)
        {
            await bob.SendJsonAsync(new { type = "pm", to = "Carol", text = "psst", nonce = $"n{i}" });
        }

        var answers = await bob.DrainAsync();
        answers.Count(message => message.Text("type") == "ack").Should().Be(Most);
        answers[^1].Text("event").Should().Be(SystemEvents.Refused);

        var dan = await server.JoinAsync("Dan");
        await dan.SayAsync("/pm Carol psst");
        (await dan.DrainAsync()).Texts("system").Should().Equal("Carol is offline. The message waits for 7 days.");
    }

    [Fact]
    public async Task OfSendersWithoutAKeyEachAddressHasItsShare()
    {
        await using var server = TestServer.Start(options => options with { RateLimit = null });
        await LeaveAsync(server, await server.JoinAsync("Carol", _carol));
        var mallory = await server.JoinAsync("Mallory");
        await mallory.DrainAsync();
        for (var i = 0; i <= BoxLoad.Most / 4; i++)
        {
            await mallory.SayAsync("/pm Carol psst");
        }

        (await mallory.DrainAsync())[^1].Text("event").Should().Be(SystemEvents.Refused);
        var dan = await server.JoinAsync("Dan", IPAddress.Parse("192.168.1.11"));
        await dan.SayAsync("/pm Carol psst");
        (await dan.DrainAsync()).Texts("system").Should().Equal("Carol is offline. The message waits for 7 days.");
    }

    [Fact]
    public async Task AConfirmationOfNothingDoesNotReachTheStore()
    {
        var store = new WatchedStore();
        await using var server = TestServer.Start(store: store);
        var carol = await server.JoinAsync("Carol", _carol);
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.SendJsonAsync(new { type = "pm", to = "Carol", text = "psst", nonce = "n1" });
        await bob.DrainAsync();
        for (var i = 0; i < 500; i++)
        {
            await carol.SendJsonAsync(new { type = "got", id = $"n{i % 3}" });
        }

        await carol.DrainAsync();
        store.Confirmations.Should().Be(1);
        await LeaveAsync(server, carol);
        (await (await server.JoinAsync("Carol", _carol)).DrainAsync()).Texts("pm").Should().BeEmpty();
    }

    /// <summary>Leaves after a minute, so that the user owns the name.</summary>
    private static async Task LeaveAsync(TestServer server, TestClient client)
    {
        server.Time.Advance(TimeSpan.FromMinutes(1));
        await client.SendAsync("""{"type":"quit"}""");
        while (await client.ReadLineAsync() is not null)
        {
        }
    }
}
