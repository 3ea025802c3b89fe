using LanTalk.Protocol.Messages;
using LanTalk.Server.Rooms;
using Microsoft.Data.Sqlite;

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
        var dice = await plugins.AddGrantedAsync(Watcher, "say");
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
        await SayAsync(plugins.Server.Get<RoomRegistry>().Lobby, 200);

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

    [Fact]
    public async Task ARoomInWhichMuchIsSaidDoesNotKeepTheOthersWaiting()
    {
        await using var plugins = PluginServer.Start(options => options with { RateLimit = null, SendWindow = 0, MaxText = 5000 });
        var dice = await plugins.AddAsync(Watcher.Replace("\"rooms\"", "\"events\":false,\"rooms\""));
        var bob = await plugins.Server.JoinAsync("Bob");
        await bob.SayAsync("/join ops");
        await bob.DrainAsync();
        plugins.Look();
        var rooms = plugins.Server.Get<RoomRegistry>();
        await SayAsync(rooms.Lobby, 200);
        await SayAsync(rooms.Find("ops")!, 1);

        var before = 0;
        while (!(await dice.ReadAsync("message")).TryGetProperty("room", out _))
        {
            before++;
        }

        before.Should().BeLessThan(200);
        dice.Exit(0);
    }

    [Fact]
    public async Task APluginGoesOnIfItsPositionsCannotBeStoredAndTheOperatorIsToldOnce()
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Watcher);
        var bob = await plugins.Server.JoinAsync("Bob");
        await using (var database = new SqliteConnection($"Data Source={plugins.Server.Directory.File("plugins.db")};Pooling=False"))
        {
            await database.OpenAsync();
            await using var drop = database.CreateCommand();
            drop.CommandText = "DROP TABLE seen";
            await drop.ExecuteNonQueryAsync();
        }

        for (var i = 0; i < 3; i++)
        {
            await dice.PrintAsync("""{"type":"seen","room":"lobby","id":1}""");
            await dice.PrintAsync("""{"type":"get","key":"k","ref":"r"}""");
            await dice.ReadAsync("answer");
            plugins.Look();
        }

        plugins.Server.Log.Errors.Should().ContainSingle().Which.Should().Match("How far the plug-in dice has come is not stored: *no such table*");
        await bob.SayAsync("still there");
        (await dice.ReadAsync("message")).Text("text").Should().Be("still there");
        dice.Exit(1);
        await plugins.Server.Log.LineAsync("The plug-in dice ended with exit code 1. It is started again.");
    }

    private static async Task SayAsync(Room room, int count)
    {
        var author = new Author();
        for (var i = 0; i < count; i++)
        {
            room.Say(author, new RoomMessage("14:22", "Bob", new string('x', 4000)) { Room = room.WireName });
            room.Wake();
            await room.FlushAsync();
        }
    }

    private sealed class Author : IRoomAuthor
    {
        public LanTalk.Server.Users.User? User => null;

        public void NotPosted(string reason, string? nonce) => throw new InvalidOperationException(reason);

        public void PostedBefore(string nonce, long id) => throw new InvalidOperationException();
    }
}
