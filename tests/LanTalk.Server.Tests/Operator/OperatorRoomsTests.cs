using LanTalk.Protocol.Messages;
using LanTalk.Server.Chat;
using LanTalk.Server.History;
using LanTalk.Server.Operator;
using LanTalk.Server.Rooms;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Operator;

public sealed class OperatorRoomsTests
{
    [Fact]
    public async Task ARoomThatTheOperatorComesToIsShownWithWhatWasSaidLastInIt()
    {
        await using var server = TestServer.Start(options => options with { History = new HistoryLimit() });
        await server.StartConsoleAsync();
        var bob = await InAsync(server, "Bob", "ops");
        await bob.SayAsync("before");

        server.Terminal.Type("/join #Ops");
        (await server.Terminal.NextAsync()).Should().BeOfType<RoomState>().Which.Should().Match<RoomState>(state => state.Room == "ops" && state.Id == 1);
        (await server.Terminal.NextAsync()).Should().BeOfType<RoomMessage>().Which.Text.Should().Be("before");
        await bob.SayAsync("after");

        (await server.Terminal.NextAsync()).Should().BeOfType<RoomMessage>().Which.Should()
            .Match<RoomMessage>(said => said.Text == "after" && said.Room == "ops");
    }

    [Fact]
    public async Task WhatIsTypedInARoomIsSaidThere()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        var bob = await InAsync(server, "Bob", "ops");
        var carol = await server.JoinAsync("Carol");
        server.Terminal.Type("/join ops");
        await server.Terminal.NextAsync();

        server.Terminal.Type("hello, ops", "ops");

        (await bob.ReadAsync("message")).Text("text").Should().Be("hello, ops");
        (await carol.DrainAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task TheOperatorIsNoMemberOfARoomThatItFollows()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        await InAsync(server, "Bob", "ops");
        server.Terminal.Type("/join ops");
        await server.Terminal.NextAsync();

        server.Terminal.Type("/rooms");

        (await server.Terminal.NextTextAsync()).Should().Be("lobby (1)");
        (await server.Terminal.NextTextAsync()).Should().Be("ops (1)");
    }

    [Fact]
    public async Task ARoomThatNobodyFollowsGetsNoReader()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        await InAsync(server, "Bob", "ops");

        server.Get<OperatorVisits>().Rooms.Select(followed => followed.Room.Name).Should().Equal("lobby");
    }

    [Fact]
    public async Task ARoomThatTheOperatorLeftIsNotShownAnyMore()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        var bob = await InAsync(server, "Bob", "ops");
        server.Terminal.Type("/join ops");
        await server.Terminal.NextAsync();

        server.Terminal.Type("/leave", "ops");

        (await server.Terminal.NextAsync()).Should().BeOfType<SystemMessage>().Which.Should()
            .Match<SystemMessage>(told => told.Event == SystemEvents.Leave && told.User == "Alice" && told.Room == "ops");
        await bob.SayAsync("unheard");
        await bob.DrainAsync();
        server.Terminal.Type("into the void", "ops");
        (await server.Terminal.NextTextAsync()).Should().Be("You are not in ops any more. Nobody got it.");
    }

    [Fact]
    public async Task TheLobbyCannotBeLeft()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();

        server.Terminal.Type("/leave");

        (await server.Terminal.NextTextAsync()).Should().Be("The console always shows the lobby. /quit stops the server.");
    }

    [Fact]
    public async Task ARoomThatWasEnteredIsShownAgainWithoutItsHistory()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        server.Terminal.Type("/join ops");
        await server.Terminal.NextAsync();

        server.Terminal.Type("/join lobby");
        server.Terminal.Type("/join ops");

        ((RoomState)await server.Terminal.NextAsync()).Room.Should().Be("lobby");
        ((RoomState)await server.Terminal.NextAsync()).Room.Should().Be("ops");
    }

    [Fact]
    public async Task AnEmptyRoomStaysAsLongAsTheOperatorFollowsIt()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        server.Terminal.Type("/join ops");
        await server.Terminal.NextAsync();
        var bob = await InAsync(server, "Bob", "ops");
        await bob.SayAsync("/leave");
        await bob.DrainAsync();
        await InAsync(server, "Carol", "ops");

        server.Terminal.Type("for Carol", "ops");

        SystemMessage told;
        RoomMessage? said = null;
        while (said is null)
        {
            var shown = await server.Terminal.NextAsync();
            said = shown as RoomMessage;
            told = shown as SystemMessage ?? new SystemMessage("", "", SystemEvents.Reply);
            told.Event.Should().NotBe(SystemEvents.Refused);
        }

        said.Text.Should().Be("for Carol");
        server.Get<RoomRegistry>().All.Select(room => room.Name).Should().Equal("lobby", "ops");
    }

    [Fact]
    public async Task AnEmptyRoomGoesWhenTheOperatorLeavesIt()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        server.Terminal.Type("/join ops");
        await server.Terminal.NextAsync();

        server.Terminal.Type("/leave ops");
        await server.Terminal.NextAsync();
        await server.Get<RoomRegistry>().FlushAsync();

        server.Get<RoomRegistry>().All.Select(room => room.Name).Should().Equal("lobby");
    }

    [Fact]
    public async Task RenamesAndTopicsAreShownButNotWhoComesOnlineWhichTheLogTells()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        var bob = await server.JoinAsync("Bob");

        await bob.SayAsync("/nick Rob");
        (await server.Terminal.NextAsync()).Should().BeOfType<SystemMessage>().Which.Should()
            .Match<SystemMessage>(told => told.Event == SystemEvents.Nick && told.Name == "Rob");
        server.Terminal.Type("/topic tea");

        (await server.Terminal.NextTextAsync()).Should().Be("Alice changed the topic: tea");
    }

    [Fact]
    public async Task WhoComesToARoomIsShownBecauseTheLogDoesNotTell()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        server.Terminal.Type("/join ops");
        await server.Terminal.NextAsync();

        await InAsync(server, "Bob", "ops");

        (await server.Terminal.NextTextAsync()).Should().Be("Bob came to ops.");
    }

    [Fact]
    public async Task APrivateMessageOfTheOperatorsIsShownToIt()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        var bob = await server.JoinAsync("Bob");

        server.Terminal.Type("/pm bob psst");
        (await server.Terminal.NextAsync()).Should().Be(new SentPrivately("14:22", "Bob", "psst"));
        server.Terminal.Type("and more", to: "Bob");
        (await server.Terminal.NextAsync()).Should().Be(new SentPrivately("14:22", "Bob", "and more"));

        (await bob.ReadAsync("pm")).Text("text").Should().Be("psst");
        (await bob.ReadAsync("pm")).Text("text").Should().Be("and more");
    }

    [Fact]
    public async Task APrivateMessageToNobodyIsRefusedAndNotShown()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();

        server.Terminal.Type("a secret", to: "Carol");

        (await server.Terminal.NextTextAsync()).Should().Be("There is nobody named Carol. /users lists who is online.");
    }

    private static async Task<TestClient> InAsync(TestServer server, string name, string room)
    {
        var client = await server.JoinAsync(name);
        await client.SayAsync($"/join {room}");
        await client.DrainAsync();
        return client;
    }
}
