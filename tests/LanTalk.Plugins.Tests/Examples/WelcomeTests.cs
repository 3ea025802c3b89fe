using LanTalk.Testing;

namespace LanTalk.Plugins.Tests.Examples;

/// <summary><c>examples/plugins/welcome</c>.</summary>
public sealed class WelcomeTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task ANewcomerIsGreetedInPrivateAndNotAgainWithinAnHour()
    {
        await using var server = await Example.StartAsync("welcome", _directory.Path);
        await server.StartAsync();

        await server.JoinAsync("Carol");
        var greeting = await server.NextAsync("private");
        (greeting.GetProperty("to").GetString(), greeting.GetProperty("text").GetString()).Should().Be(("Carol", "Welcome, Carol!"));

        await server.LeaveAsync("Carol");
        await server.JoinAsync("Carol");
        await server.JoinAsync("Dave", "ops");
        await server.JoinAsync("Dave");
        (await server.NextAsync("private")).GetProperty("to").GetString().Should().Be("Dave");
    }

    [Fact]
    public async Task TheRoomSeesItIfTheOperatorWantsThat()
    {
        await using var server = await Example.StartAsync("welcome", _directory.Path);
        await server.StartAsync(("where", "room"), ("text", "Hello {name}, this is the {room}. {0} {user}"), ("away", "0"));

        for (var join = 0; join < 2; join++)
        {
            await server.JoinAsync("Carol");
            (await server.NextAsync("say")).GetProperty("text").GetString().Should().Be("Hello Carol, this is the lobby. {0} {user}");
        }
    }

    [Fact]
    public async Task AUserWithANewNameIsNotANewcomer()
    {
        await using var server = await Example.StartAsync("welcome", _directory.Path);
        await server.StartAsync();
        await server.JoinAsync("Carol");
        await server.NextAsync("private");

        await server.SendAsync(new { type = "system", ts = "14:22", text = "…", @event = "nick", user = "Carol", name = "Caro" });
        await server.LeaveAsync("Caro");
        await server.JoinAsync("Caro");
        await server.JoinAsync("Dave");

        (await server.NextAsync("private")).GetProperty("to").GetString().Should().Be("Dave");
    }

    [Theory]
    [InlineData("where", "everywhere", """The option where must be "private" or "room", not "everywhere".""")]
    [InlineData("away", "soon", """The option away must be a number of minutes, not "soon".""")]
    public async Task AWrongOptionIsToldToTheOperator(string option, string value, string error)
    {
        await using var server = await Example.StartAsync("welcome", _directory.Path);

        (await server.FailToStartAsync((option, value))).Should().Be(error);
    }
}
