using LanTalk.Protocol.Security;
using LanTalk.Server.Rooms;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Rooms;

public sealed class ManyRoomsTests
{
    private readonly UserKey _bob = UserKey.Create();
    private readonly UserKey _carol = UserKey.Create();

    [Fact]
    public async Task WhatIsSaidInARoomReachesThoseWhoAreInIt()
    {
        await using var server = TestServer.Start();
        var (bob, carol) = await JoinBothAsync(server);
        var dan = await server.JoinAsync("Dan");
        await EnterAsync(bob, "ops");
        await EnterAsync(carol, "Ops");
        await bob.DrainAsync();
        await dan.DrainAsync();
        await bob.SendJsonAsync(new { type = "message", text = "Who is on call?", room = "ops", nonce = "n1" });
        await bob.SendJsonAsync(new { type = "message", text = "Hello, everybody" });
        await bob.DrainAsync();

        var seen = (await carol.DrainAsync()).Where(message => message.Text("type") == "message").ToArray();
        seen.Select(message => (message.Text("room"), message.Text("text"))).Should().BeEquivalentTo([("ops", "Who is on call?"), (null, "Hello, everybody")]);
        seen.Should().OnlyContain(message => message.GetProperty("id").GetInt64() == 1);
        (await dan.DrainAsync()).Texts("message").Should().Equal("Hello, everybody");
    }

    [Fact]
    public async Task ARoomThatIsNotToBeMadeIsEnteredOnlyIfItIsThere()
    {
        await using var server = TestServer.Start();
        var (bob, carol) = await JoinBothAsync(server);

        await bob.SendAsync("""{"type":"join","room":"ops","create":false}""");
        var refused = (await bob.DrainAsync()).Single();
        refused.Text("event").Should().Be("refused");
        refused.Text("text").Should().Be("There is no room ops.");

        await EnterAsync(carol, "ops");
        await bob.SendAsync("""{"type":"join","room":"ops","create":false}""");
        (await bob.DrainAsync()).Should().Contain(message => message.Text("type") == "room");
    }

    [Fact]
    public async Task ComingAndGoingIsToldInTheRoom()
    {
        await using var server = TestServer.Start();
        var (bob, carol) = await JoinBothAsync(server);
        await EnterAsync(bob, "ops");
        await bob.DrainAsync();
        await EnterAsync(carol, "ops");
        await carol.SendAsync("""{"type":"leave","room":"ops"}""");
        await carol.DrainAsync();

        (await bob.DrainAsync()).Select(message => (message.Text("event"), message.Text("room"), message.Text("text"))).Should().Equal(
            ("join", "ops", "Carol came to ops."), ("leave", "ops", "Carol left ops."));
    }

    [Fact]
    public async Task ARoomTellsItsStateAndItsBacklog()
    {
        await using var server = TestServer.Start(options => options with { Backlog = 2, RateLimit = null });
        var (bob, carol) = await JoinBothAsync(server);
        await EnterAsync(bob, "ops");
        await bob.SendJsonAsync(new { type = "message", text = "/topic On call", room = "ops" });
        foreach (var text in new[] { "one", "two", "three" })
        {
            await bob.SendJsonAsync(new { type = "message", text, room = "ops" });
        }

        await bob.DrainAsync();
        await carol.SendAsync("""{"type":"join","room":"ops"}""");
        var seen = await carol.DrainAsync();

        var state = seen.Single(message => message.Text("type") == "room");
        (state.Text("room"), state.GetProperty("since").GetInt64(), state.GetProperty("id").GetInt64(), state.Text("topic"))
            .Should().Be(("ops", 1L, 3L, "On call"));
        seen.SkipWhile(message => message.Text("type") != "room").Skip(1).Select(message => message.Text("text")).Should().Equal(
            "two", "three", "Above: the last 2 messages. /history shows more.");
        seen[^1].Text("room").Should().Be("ops");
    }

    [Fact]
    public async Task VersionTwoIsMovedFromRoomToRoom()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var (bob, _) = await JoinBothAsync(server);
        var dan = await server.JoinAsync("Dan");
        await EnterAsync(bob, "ops");
        await dan.SayAsync("/join ops");
        await dan.DrainAsync();
        await bob.DrainAsync();
        await bob.SendJsonAsync(new { type = "message", text = "in the lobby" });
        await bob.SendJsonAsync(new { type = "message", text = "in ops", room = "ops" });
        await bob.DrainAsync();
        (await dan.DrainAsync()).Texts("message").Should().Equal("in ops");

        await dan.SayAsync("to ops");
        await dan.DrainAsync();
        (await bob.DrainAsync()).Single(message => message.Text("type") == "message").Text("room").Should().Be("ops");

        await dan.SayAsync("/leave");
        (await dan.DrainAsync()).Texts("message").Should().Equal("in the lobby");
    }

    [Fact]
    public async Task TheRoomsAreListedAndLimited()
    {
        await using var server = TestServer.Start(options => options with { MaxRooms = 2 });
        var (bob, carol) = await JoinBothAsync(server);
        await EnterAsync(bob, "ops");
        await carol.DrainAsync();
        await carol.SayAsync("/join more");
        await carol.SayAsync("/rooms");
        (await carol.DrainAsync()).Texts("system").Should().Equal("There are as many rooms as there may be. /rooms lists them.", "lobby (3)", "ops (1)");

        // A room in which nothing was said is removed with its last visitor.
        await bob.SendAsync("""{"type":"leave","room":"ops"}""");
        await bob.DrainAsync();
        await server.Get<RoomRegistry>().FlushAsync();
        await EnterAsync(carol, "more");
    }

    [Theory]
    [InlineData("no name!")]
    [InlineData("")]
    [InlineData("abcdefghijklmnopqrstuvwxy")]
    public async Task ANameThatIsNoneIsRefused(string room)
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.DrainAsync();
        await bob.SendJsonAsync(new { type = "join", room });

        (await bob.DrainAsync()).Should().ContainSingle().Which.Text("event").Should().Be("refused");
    }

    [Fact]
    public async Task AConnectionThatEndsLeavesItsRooms()
    {
        await using var server = TestServer.Start();
        var (bob, carol) = await JoinBothAsync(server);
        await EnterAsync(bob, "ops");
        await EnterAsync(carol, "ops");
        await bob.DrainAsync();
        await carol.SendAsync("""{"type":"quit"}""");
        while (await carol.ReadLineAsync() is not null)
        {
        }

        (await bob.DrainAsync()).Where(message => message.Text("event") == "leave")
            .Select(message => message.Text("room")).Should().BeEquivalentTo([null, "ops"]);
    }

    private async Task<(TestClient Bob, TestClient Carol)> JoinBothAsync(TestServer server)
    {
        var bob = await server.JoinAsync("Bob", _bob);
        var carol = await server.JoinAsync("Carol", _carol);
        await bob.DrainAsync();
        await carol.DrainAsync();
        return (bob, carol);
    }

    private static async Task EnterAsync(TestClient client, string room)
    {
        await client.SendJsonAsync(new { type = "join", room });
        (await client.ReadAsync("room")).Text("room").Should().Be(room.ToLowerInvariant());
    }
}
