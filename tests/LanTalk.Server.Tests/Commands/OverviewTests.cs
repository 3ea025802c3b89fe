using LanTalk.Protocol.Security;

namespace LanTalk.Server.Tests.Commands;

public sealed class OverviewTests
{
    [Fact]
    public async Task WhoAsksIsToldWhoIsThereAndWhatCommandsThereAre()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", UserKey.Create());
        await server.JoinAsync("Carol");
        await bob.DrainAsync();

        await bob.SendAsync("""{"type":"overview"}""");

        var overview = await bob.ReadAsync("overview");
        overview.GetProperty("online").GetInt32().Should().Be(3);
        overview.GetProperty("users").EnumerateArray().Select(name => name.GetString()).Should().BeEquivalentTo("Alice", "Bob", "Carol");
        var commands = overview.GetProperty("commands").EnumerateArray().ToDictionary(command => command.Text("name")!);
        commands["pm"].Text("arguments").Should().Be("<user> <message>");
        commands.Should().ContainKey("join").And.NotContainKey("kick");
    }

    [Fact]
    public async Task TheRoomsAreAmongThem()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", UserKey.Create());
        await bob.SendAsync("""{"type":"join","room":"ops"}""");
        await bob.SendAsync("""{"type":"message","text":"/topic Who is on call","room":"ops"}""");
        await bob.DrainAsync();

        await bob.SendAsync("""{"type":"overview"}""");

        (await bob.ReadAsync("overview")).GetProperty("rooms").GetRawText()
            .Should().Be("""[{"room":"lobby","users":2},{"room":"ops","users":1,"topic":"Who is on call"}]""");
    }

    [Fact]
    public async Task AllThatCountsThoseOnlineCountsTheSame()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", UserKey.Create());
        await server.JoinAsync("Carol", UserKey.Create());
        await bob.DrainAsync();

        await bob.SendAsync("""{"type":"overview"}""");
        await bob.SayAsync("/users");
        await bob.SayAsync("/rooms");

        (await bob.ReadAsync("overview")).GetProperty("online").GetInt32().Should().Be(3);
        (await bob.ReadAsync()).Text("text").Should().Be("Online: Alice, Bob, Carol");
        (await bob.ReadAsync()).Text("text").Should().Be("lobby (3)");
    }

    [Fact]
    public async Task AnOlderClientHasNoSuchQuestion()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");

        await bob.SendAsync("""{"type":"overview"}""");

        (await bob.DrainAsync()).Should().BeEmpty();
    }
}
