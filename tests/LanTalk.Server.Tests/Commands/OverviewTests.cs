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
    public async Task AnOlderClientHasNoSuchQuestion()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");

        await bob.SendAsync("""{"type":"overview"}""");

        (await bob.DrainAsync()).Should().BeEmpty();
    }
}
