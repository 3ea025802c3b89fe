using LanTalk.Protocol.Security;
using LanTalk.Server.History;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Rooms;

public sealed class DeliveryTests
{
    private readonly UserKey _bob = UserKey.Create();

    [Fact]
    public async Task TheEchoInTheRoomsOrderAcknowledges()
    {
        await using var server = TestServer.Start();
        var carol = await server.JoinAsync("Carol");
        var bob = await server.JoinAsync("Bob", _bob);
        await carol.SayAsync("first");
        await carol.DrainAsync();
        await bob.SendJsonAsync(new { type = "message", text = "Hello!", nonce = "n1" });
        await bob.SendJsonAsync(new { type = "message", text = "with a \ttab", nonce = "n2" });

        foreach (var client in new[] { bob, carol })
        {
            var seen = (await client.DrainAsync()).Where(message => message.Text("type") == "message" && message.Text("user") == "Bob").ToArray();
            seen.Select(message => (message.Text("nonce"), message.GetProperty("id").GetInt64())).Should().Equal(("n1", 2L), ("n2", 3L));
        }
    }

    [Fact]
    public async Task WhatComesTwiceIsPostedOnce()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", _bob);
        var carol = await server.JoinAsync("Carol");
        await bob.DrainAsync();

        // The first two are sent at once, so that they wait for the same turn.
        await bob.SendAsync("""
            {"type":"message","text":"Hello!","nonce":"n1"}
            {"type":"message","text":"Hello!","nonce":"n1"}
            """);
        await bob.DrainAsync();
        await bob.SendJsonAsync(new { type = "message", text = "Hello!", nonce = "n1" });

        var answer = (await bob.DrainAsync()).Should().ContainSingle().Which;
        (answer.Text("type"), answer.Text("nonce"), answer.GetProperty("id").GetInt64()).Should().Be(("ack", "n1", 1L));
        (await carol.DrainAsync()).Texts("message").Should().Equal("Hello!");
    }

    [Fact]
    public async Task TheSameMarkOfAnotherKeyIsAnotherMessage()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await server.JoinAsync("Bob", _bob);
        var carol = await server.JoinAsync("Carol", key);
        await bob.SendJsonAsync(new { type = "message", text = "one", nonce = "n" });
        await bob.DrainAsync();
        await carol.SendJsonAsync(new { type = "message", text = "two", nonce = "n" });

        (await carol.DrainAsync()).Texts("message").Should().Equal("one", "two");
    }

    [Fact]
    public async Task ARestartDoesNotForgetWhatWasPosted()
    {
        using var directory = new TemporaryDirectory();
        using (var store = SqliteRoomStore.Open(directory.Path, new HistoryLimit()))
        {
            await using var server = TestServer.Start(store: store);
            var bob = await server.JoinAsync("Bob", _bob);
            await bob.SendJsonAsync(new { type = "message", text = "Hello!", nonce = "n1" });
            await bob.DrainAsync();
        }

        using var reopened = SqliteRoomStore.Open(directory.Path, new HistoryLimit());
        await using var restarted = TestServer.Start(store: reopened);
        var again = await restarted.JoinAsync("Bob", _bob);
        await again.DrainAsync();
        await again.SendJsonAsync(new { type = "message", text = "Hello!", nonce = "n1" });

        (await again.DrainAsync()).Single().Text("type").Should().Be("ack");
    }

    [Fact]
    public async Task ARefusalNamesTheNonce()
    {
        await using var server = TestServer.Start(options => options with { MaxText = 10 });
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.DrainAsync();
        await bob.SendJsonAsync(new { type = "message", text = "longer than ten", nonce = "n1" });
        await bob.SendJsonAsync(new { type = "message", text = "x", nonce = "n2", room = "nowhere" });

        (await bob.DrainAsync()).Select(message => (message.Text("event"), message.Text("nonce"))).Should().Equal(("refused", "n1"), ("refused", "n2"));
    }

    [Fact]
    public async Task ACommandIsAcknowledgedWhenItIsDone()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.DrainAsync();
        await bob.SendJsonAsync(new { type = "message", text = "/nick Robert", nonce = "n1" });

        var seen = await bob.DrainAsync();
        seen.Select(message => message.Text("type")).Should().Equal("system", "ack");
        seen[1].Text("nonce").Should().Be("n1");
    }

    [Fact]
    public async Task WhatAUserDoesHasItsMarkWhereItIsPosted()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.DrainAsync();
        await bob.SendJsonAsync(new { type = "message", text = "/me waves", nonce = "n1" });

        var seen = await bob.DrainAsync();
        seen.Select(message => (message.Text("type"), message.Text("nonce"))).Should().Equal(("message", "n1"), ("ack", "n1"));
        seen[0].Text("text").Should().Be("waves");
    }

    [Fact]
    public async Task WhatAMutedUserDoesIsRefusedByItsNonce()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", _bob);
        await server.StartConsoleAsync();
        await server.Terminal.AnswerAsync("/mute Bob");
        await bob.DrainAsync();
        await bob.SendJsonAsync(new { type = "message", text = "/me waves", nonce = "n1" });

        (await bob.DrainAsync())[0].Text("nonce").Should().Be("n1");
    }

    [Fact]
    public async Task VersionTwoHasNoMarksAndNoEcho()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");
        var carol = await server.JoinAsync("Carol");
        await bob.DrainAsync();
        await bob.SendJsonAsync(new { type = "message", text = "Hello!", nonce = "n1" });
        await bob.SendJsonAsync(new { type = "message", text = "Hello!", nonce = "n1" });

        (await bob.DrainAsync()).Should().BeEmpty();
        (await carol.DrainAsync()).Where(message => message.Text("type") == "message").Should().HaveCount(2)
            .And.OnlyContain(message => message.Text("nonce") == null);
    }
}
