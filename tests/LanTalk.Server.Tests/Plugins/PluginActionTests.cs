using System.Text.Json;
using LanTalk.Protocol.Security;

namespace LanTalk.Server.Tests.Plugins;

public sealed class PluginActionTests : IDisposable
{
    private const string Everything =
        """{"type":"manifest","name":"dice","permissions":["watch","filter","say","private","history","topic","mute","kick","ban","hook"]}""";

    private readonly UserKey _key = UserKey.Create();

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task WhatAPluginSaysIsMarkedAsABotsNowAndLater()
    {
        await using var plugins = PluginServer.Start(options => options with { History = new LanTalk.Server.History.HistoryLimit(TimeSpan.FromDays(30)) });
        var dice = await plugins.AddAsync(Everything);
        var bob = await plugins.Server.JoinAsync("Bob", _key);

        await dice.PrintAsync("""{"type":"say","text":"hello\u001b[2J","ref":"a"}""");
        var said = await bob.ReadAsync("message");
        (said.Text("user"), said.Text("text"), said.GetProperty("bot").GetBoolean()).Should().Be(("dice", "hello\u241b[2J", true));
        var answer = await dice.ReadAsync("answer");
        answer.Text("ref").Should().Be("a");
        answer.TryGetProperty("error", out _).Should().BeFalse();

        await bob.SendAsync("""{"type":"history"}""");
        (await bob.ReadAsync("history")).GetProperty("messages")[0].GetProperty("bot").GetBoolean().Should().BeTrue();
        await dice.PrintAsync("""{"type":"private","to":"Bob","text":"psst"}""");
        var told = await bob.ReadAsync("pm");
        (told.Text("from_user"), told.Text("text"), told.GetProperty("bot").GetBoolean()).Should().Be(("dice", "psst", true));
    }

    [Fact]
    public async Task NobodyCanHaveABotsNameNorOneThatLooksLikeIt()
    {
        await using var plugins = PluginServer.Start();
        await plugins.AddAsync(Everything);
        using var mallory = plugins.Server.Connect();
        (await mallory.LogInAsync("d\u0456ce")).Text("type").Should().Be("auth_fail");
        var bob = await plugins.Server.JoinAsync("Bob", _key);

        await bob.SayAsync("/nick DICE");
        (await bob.ReadAsync("system")).Text("text").Should().Be("The name DICE is taken.");
        await bob.SayAsync("/whois dice");
        (await bob.ReadAsync("system")).Text("text").Should().Be("dice is a bot, a plug-in of the server.");
        await bob.SayAsync("/pm dice hi");
        (await bob.ReadAsync("system")).Text("text").Should().StartWith("dice is a bot and reads no private messages.");
        await plugins.ApplyAsync();
        await bob.SayAsync("/nick dice");
        (await bob.ReadAsync("system")).Text("name").Should().Be("dice");
    }

    [Fact]
    public async Task ANameThatAUserHasKeepsAPluginOut()
    {
        await using var plugins = PluginServer.Start();
        await plugins.Server.JoinAsync("Dice");
        await plugins.ApplyAsync("dice");
        var dice = await plugins.Programs.NextAsync();
        await dice.ReadAsync("hello");
        await dice.PrintAsync(Everything);

        await plugins.Server.Log.LineAsync("The name dice belongs to a user. /release dice frees it once that user is gone. It is started again.");
    }

    [Theory]
    [InlineData("""{"type":"say","text":"x"}""", "say")]
    [InlineData("""{"type":"private","to":"Bob","text":"x"}""", "private")]
    [InlineData("""{"type":"do","command":"kick","arguments":"Bob"}""", "kick")]
    [InlineData("""{"type":"do","command":"unban","arguments":"Bob"}""", "ban")]
    [InlineData("""{"type":"share","path":"/etc/passwd"}""", "share")]
    [InlineData("""{"type":"do","command":"unsend","arguments":"1"}""", "share")]
    [InlineData("""{"type":"history"}""", "history")]
    [InlineData("""{"type":"search","query":"x"}""", "history")]
    public async Task WithoutThePermissionNothingIsDone(string action, string permission)
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync("""{"type":"manifest","name":"dice"}""");
        var bob = await plugins.Server.JoinAsync("Bob");

        await dice.PrintAsync(action);

        (await dice.ReadAsync("answer")).Text("error").Should().Be(
            $"The permission '{permission}' is missing: the plug-in must ask for it in its manifest, and the operator grant it.");
        (await bob.DrainAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"type":"say","text":" "}""", "An empty message is not sent.")]
    [InlineData("""{"type":"say","text":"x","room":"nowhere"}""", "There is no room nowhere.")]
    [InlineData("""{"type":"private","to":"Nobody","text":"x"}""", "There is nobody named Nobody. /users lists who is online.")]
    [InlineData("""{"type":"do","command":"quit"}""", "A plug-in cannot use the command 'quit': it can use topic, mute, unmute, kick, ban, unban, unsend.")]
    [InlineData("""{"type":"do","command":"kick","arguments":"Nobody"}""", "Nobody named Nobody is online. /users lists who is.")]
    [InlineData("""{"type":"set","key":"","value":"x"}""", "A key has 1 to 256 bytes.")]
    public async Task WhatCannotBeDoneIsAnsweredWithTheReason(string action, string error)
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Everything);

        await dice.PrintAsync(action);

        (await dice.ReadAsync("answer")).Text("error").Should().Be(error);
    }

    [Fact]
    public async Task AMessageThatIsTooLongIsRefused()
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Everything);

        await dice.PrintAsync(JsonSerializer.Serialize(new { type = "say", text = new string('x', 5000) }));

        (await dice.ReadAsync("answer")).Text("error").Should().Be("The message has 5000 bytes; at most 4096 are allowed. Nobody got it.");
    }

    [Fact]
    public async Task TheOperatorsCommandsWorkInItsName()
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Everything);
        var bob = await plugins.Server.JoinAsync("Bob");

        await dice.PrintAsync("""{"type":"do","command":"topic","arguments":"Dice","ref":"1"}""");
        (await bob.ReadAsync("system")).Text("text").Should().Be("dice changed the topic: Dice");
        await dice.PrintAsync("""{"type":"do","command":"mute","arguments":"Bob for 5m","ref":"2"}""");
        await dice.ReadAsync("answer");
        (await dice.ReadAsync("answer")).Text("text").Should().Be("Muted Bob for 5m.");
        await dice.PrintAsync("""{"type":"do","command":"kick","arguments":"Bob enough","ref":"3"}""");
        (await dice.ReadAsync("answer")).Text("text").Should().Be("Kicked Bob.");
        (await bob.ReadToEndAsync())[^1].Text("text").Should().Be("You were kicked: enough.");
    }

    [Fact]
    public async Task EarlierMessagesAreReadAndFound()
    {
        await using var plugins = PluginServer.Start(options => options with { History = new LanTalk.Server.History.HistoryLimit(TimeSpan.FromDays(30)) });
        var dice = await plugins.AddAsync(Everything);
        var bob = await plugins.Server.JoinAsync("Bob");
        await bob.SayAsync("the printer is broken");
        await bob.SayAsync("again");
        await bob.DrainAsync();

        await dice.PrintAsync("""{"type":"history","count":1,"before":2,"ref":"h"}""");
        (await dice.ReadAsync("answer")).GetProperty("messages").EnumerateArray().Single().Text("text").Should().Be("the printer is broken");
        await dice.PrintAsync("""{"type":"search","query":"printer","ref":"s"}""");
        (await dice.ReadAsync("answer")).GetProperty("messages").EnumerateArray().Single().GetProperty("id").GetInt64().Should().Be(1);
    }

    [Fact]
    public async Task TheStoreOutlastsRunsAndIsLimited()
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Everything);
        async Task<JsonElement> AskAsync(string action)
        {
            await dice.PrintAsync(action);
            return await dice.ReadAsync("answer");
        }

        (await AskAsync("""{"type":"get","key":"a","ref":"1"}""")).TryGetProperty("value", out _).Should().BeFalse();
        await AskAsync("""{"type":"set","key":"a","value":"1","ref":"2"}""");
        await AskAsync("""{"type":"set","key":"ab","value":"2","ref":"3"}""");
        await plugins.ApplyAsync();
        dice = await plugins.AddAsync(Everything);
        (await AskAsync("""{"type":"get","key":"a","ref":"4"}""")).Text("value").Should().Be("1");
        (await AskAsync("""{"type":"keys","prefix":"a","ref":"5"}""")).GetProperty("keys").EnumerateArray().Select(key => key.GetString()).Should().Equal("a", "ab");
        await AskAsync("""{"type":"set","key":"a","ref":"6"}""");
        (await AskAsync("""{"type":"keys","ref":"7"}""")).GetProperty("keys").GetArrayLength().Should().Be(1);

        // Lines are limited to 64 KiB, so the store fills up in parts.
        var part = new string('x', 60_000);
        var stored = 0;
        while (!(await AskAsync(JsonSerializer.Serialize(new { type = "set", key = $"k{stored}", value = part, @ref = "n" }))).TryGetProperty("error", out _))
        {
            (++stored).Should().BeLessThan(18);
        }

        stored.Should().Be(17);
    }

    [Fact]
    public async Task APluginThatFloodsIsHeldBack()
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Everything);
        for (var i = 0; i < 51; i++)
        {
            await dice.PrintAsync("""{"type":"say","text":"spam"}""");
        }

        (await dice.ReadAsync("answer")).Text("error").Should().Be("Too fast: at most 50 messages in 5s.");
        plugins.Server.Time.Advance(TimeSpan.FromSeconds(5));
        await dice.PrintAsync("""{"type":"say","text":"fine","ref":"r"}""");
        (await dice.ReadAsync("answer")).TryGetProperty("error", out _).Should().BeFalse();
    }
}
