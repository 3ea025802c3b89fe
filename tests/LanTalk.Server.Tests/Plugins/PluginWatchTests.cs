using LanTalk.Protocol.Messages;
using LanTalk.Server.Rooms;

namespace LanTalk.Server.Tests.Plugins;

public sealed class PluginWatchTests
{
    private const string Watcher = """{"type":"manifest","name":"dice","watch":{"rooms":["*"]},"permissions":["watch","say"]}""";

    [Fact]
    public async Task APluginSeesTheLinesOfItsRooms()
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Watcher);
        var bob = await plugins.Server.JoinAsync("Bob");
        await bob.SayAsync("hello");

        var joined = await dice.ReadAsync("system");
        (joined.Text("event"), joined.Text("user")).Should().Be(("join", "Bob"));
        var said = await dice.ReadAsync("message");
        (said.Text("user"), said.Text("text"), said.GetProperty("id").GetInt64()).Should().Be(("Bob", "hello", 1));
    }

    [Theory]
    [InlineData("\"messages\":false", "system")]
    [InlineData("\"events\":false", "message")]
    public async Task APluginGetsOnlyWhatItWants(string choice, string type)
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Watcher.Replace("[\"*\"]", $"[\"lobby\"],{choice}"));
        var bob = await plugins.Server.JoinAsync("Bob");
        await bob.SayAsync("one");
        await plugins.Server.JoinAsync("Carol");
        await bob.SayAsync("two");

        var types = new[] { (await dice.ReadAsync())!.Value.Text("type"), (await dice.ReadAsync())!.Value.Text("type") };
        types.Should().Equal(type, type);
    }

    [Fact]
    public async Task WithoutThePermissionNothingIsSeen()
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Watcher.Replace("\"watch\",\"say\"", "\"say\""));
        var bob = await plugins.Server.JoinAsync("Bob");
        await bob.SayAsync("hello");
        await bob.DrainAsync();

        await dice.PrintAsync("""{"type":"get","key":"k","ref":"r"}""");
        (await dice.ReadAsync())!.Value.Text("type").Should().Be("answer");
    }

    [Fact]
    public async Task WhatWasNotConfirmedComesAgainAfterARestart()
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Watcher);
        var bob = await plugins.Server.JoinAsync("Bob");
        foreach (var text in new[] { "one", "two", "three" })
        {
            await bob.SayAsync(text);
            (await dice.ReadAsync("message")).Text("text").Should().Be(text);
        }

        await dice.PrintAsync("""{"type":"seen","room":"lobby","id":2}""");
        await dice.PrintAsync("""{"type":"get","key":"k","ref":"r"}""");
        await dice.ReadAsync("answer");
        await plugins.ApplyAsync();
        await bob.SayAsync("four");
        await bob.DrainAsync();
        dice = await plugins.AddAsync(Watcher);
        await bob.SayAsync("five");

        (await dice.ReadAsync("message")).Text("text").Should().Be("three");
        (await dice.ReadAsync("message")).Text("text").Should().Be("four");
        (await dice.ReadAsync("message")).Text("text").Should().Be("five");
    }

    [Fact]
    public async Task APluginThatNeverConfirmsGetsOnlyWhatIsNew()
    {
        await using var plugins = PluginServer.Start();
        var bob = await plugins.Server.JoinAsync("Bob");
        await bob.SayAsync("before");
        await bob.DrainAsync();
        var dice = await plugins.AddAsync(Watcher);
        await bob.SayAsync("after");

        (await dice.ReadAsync("message")).Text("text").Should().Be("after");
    }

    [Fact]
    public async Task ARoomThatIsMadeLaterIsSeenFromItsFirstMessageOn()
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Watcher);
        var bob = await plugins.Server.JoinAsync("Bob");
        await bob.SayAsync("/join ops");
        await bob.SayAsync("first");
        await bob.DrainAsync();

        plugins.Look();
        var first = await dice.ReadAsync("message");

        (first.Text("room"), first.Text("text")).Should().Be(("ops", "first"));
    }

    [Fact]
    public async Task TooManyMissedMessagesAreAGap()
    {
        await using var plugins = PluginServer.Start(options => options with { RateLimit = null });
        var dice = await plugins.AddAsync(Watcher);
        var bob = await plugins.Server.JoinAsync("Bob");
        await bob.SayAsync("one");
        await dice.ReadAsync("message");
        await dice.PrintAsync("""{"type":"seen","room":"lobby","id":1}""");
        await dice.PrintAsync("""{"type":"get","key":"k","ref":"r"}""");
        await dice.ReadAsync("answer");
        await plugins.ApplyAsync();
        for (var i = 0; i < 1001; i++)
        {
            await bob.SayAsync("more");
        }

        await bob.DrainAsync();
        dice = await plugins.AddAsync(Watcher);
        var gap = await dice.ReadAsync("gap");

        (gap.Text("room"), gap.GetProperty("from").GetInt64(), gap.GetProperty("to").GetInt64()).Should().Be(("lobby", 2, 1002));
        await bob.SayAsync("last");
        (await dice.ReadAsync("message")).GetProperty("id").GetInt64().Should().Be(1003);
    }

    [Fact]
    public async Task APluginThatReadsTooSlowlyMissesMessagesAndIsToldWhich()
    {
        await using var plugins = PluginServer.Start(options => options with { RateLimit = null, SendWindow = 100_000, MaxText = 5000 });
        var dice = await plugins.AddAsync(Watcher.Replace("[\"*\"]", "[\"lobby\"],\"events\":false"));
        var lobby = plugins.Server.Get<RoomRegistry>().Lobby;
        var author = new Author();
        for (var i = 0; i < 200; i++)
        {
            lobby.Say(author, new RoomMessage("14:22", "Bob", new string('x', 4000)));
            lobby.Wake();
            await lobby.FlushAsync();
        }

        long expected = 1;
        while (expected <= 200)
        {
            var line = (await dice.ReadAsync())!.Value;
            if (line.Text("type") == "gap")
            {
                line.GetProperty("from").GetInt64().Should().Be(expected);
                expected = line.GetProperty("to").GetInt64() + 1;
            }
            else
            {
                line.GetProperty("id").GetInt64().Should().Be(expected++);
            }
        }

        plugins.Find("dice").Run.Should().NotBeNull();
    }

    private sealed class Author : IRoomAuthor
    {
        public LanTalk.Server.Users.User? User => null;

        public void NotPosted(string reason, string? nonce) => throw new InvalidOperationException(reason);

        public void PostedBefore(string nonce, long id) => throw new InvalidOperationException();
    }
}
