using LanTalk.Protocol.Security;

namespace LanTalk.Server.Tests.Plugins;

public sealed class PluginCommandTests : IDisposable
{
    private const string Dice = """{"type":"manifest","name":"dice","commands":[{"name":"roll","arguments":"[dice]","help":"Roll dice."}],"permissions":["say"]}""";

    private readonly UserKey _key = UserKey.Create();

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task ACommandIsAnsweredToItsCallerAlone()
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Dice);
        var carol = await plugins.Server.JoinAsync("Carol");
        var bob = await plugins.Server.JoinAsync("Bob");

        await bob.SayAsync("/roll 2d6");
        var call = await dice.ReplyAsync("\"text\":\"You rolled 9.\\nNot bad.\"");
        await bob.SayAsync("done");

        (call.Text("name"), call.Text("arguments"), call.Text("user"), call.Text("room")).Should().Be(("roll", "2d6", "Bob", "lobby"));
        (await bob.ReadTextsAsync("system", 2)).Should().Equal("You rolled 9.", "Not bad.");
        (await carol.ReadAsync("message")).Text("text").Should().Be("done");
        (await carol.DrainAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("\\n", "… and 900 more lines.", 101)]
    [InlineData("x", "…", 1)]
    public async Task AReplyThatIsTooLongIsCut(string part, string end, int lines)
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Dice);
        var bob = await plugins.Server.JoinAsync("Bob");

        await bob.SayAsync("/roll");
        await dice.ReplyAsync($"\"text\":\"{string.Concat(Enumerable.Repeat(part, part == "x" ? 60_000 : 999))}.\"");

        (await bob.ReadTextsAsync("system", lines))[^1].Should().EndWith(end).And.Subject.Length.Should().BeLessThan(10_000);
    }

    [Fact]
    public async Task TheConsoleShowsTheWebHookOfAPlugin()
    {
        await using var plugins = PluginServer.Start();
        await plugins.Server.StartPluginServiceAsync();
        await plugins.Server.StartConsoleAsync();
        await plugins.AddAsync(Dice.Replace("\"say\"", "\"hook\""));

        (await plugins.Server.Terminal.AnswerAsync("/plugins")).Should().Be("dice (running). Commands: /roll. May: hook. Web hook: /hooks/secret-of-dice");
    }

    [Fact]
    public async Task ClientsKnowACommandAtOnceAndNoLongerWhenItIsGone()
    {
        await using var plugins = PluginServer.Start();
        var bob = await plugins.Server.JoinAsync("Bob", _key);
        async Task<IEnumerable<string>> CommandsAsync() =>
            (await bob.ReadAsync("overview")).GetProperty("commands").EnumerateArray().Select(command => command.Text("name")!);

        await plugins.AddAsync(Dice);
        (await CommandsAsync()).Should().Contain("roll");
        await plugins.ApplyAsync();
        (await CommandsAsync()).Should().NotContain("roll");
        await bob.SendAsync("""{"type":"overview"}""");
        (await CommandsAsync()).Should().NotContain("roll");
    }

    [Fact]
    public async Task ClientsAreToldWhoseBotACommandIs()
    {
        await using var plugins = PluginServer.Start();
        var bob = await plugins.Server.JoinAsync("Bob", _key);

        await plugins.AddAsync(Dice);

        var commands = (await bob.ReadAsync("overview")).GetProperty("commands").EnumerateArray().ToDictionary(command => command.Text("name")!);
        commands["roll"].Text("bot").Should().Be("dice");
        commands.Values.Count(command => command.TryGetProperty("bot", out _)).Should().Be(1);
    }

    [Fact]
    public async Task ClientsAreToldWhenACommandPassesToABotOfAnotherName()
    {
        await using var plugins = PluginServer.Start();
        await plugins.AddAsync(Dice);
        var bob = await plugins.Server.JoinAsync("Bob", _key);
        await bob.DrainAsync();

        plugins.Find("dice").Reload(plugins.Find("dice").Entry);
        await (await plugins.Programs.NextAsync()).ShakeHandsAsync(Dice.Replace("\"name\":\"dice\"", "\"name\":\"cubes\""));

        (await bob.ReadAsync("overview")).GetProperty("commands").EnumerateArray().Single(command => command.Text("name") == "roll").Text("bot")
            .Should().Be("cubes");
    }

    [Fact]
    public async Task ClientsAreNotToldOfARunWithTheSameCommands()
    {
        await using var plugins = PluginServer.Start();
        await plugins.AddAsync(Dice);
        var bob = await plugins.Server.JoinAsync("Bob", _key);
        await bob.DrainAsync();

        plugins.Find("dice").Reload(plugins.Find("dice").Entry);
        await (await plugins.Programs.NextAsync()).ShakeHandsAsync(Dice);
        await plugins.Server.Log.LineAsync("The plug-in dice was started anew");

        (await bob.DrainAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task APluginThatDoesNotReplyKeepsItsCallerWaitingForFiveSeconds()
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Dice);
        var bob = await plugins.Server.JoinAsync("Bob");

        await bob.SayAsync("/roll");
        var call = await dice.ReadAsync("command");
        plugins.Server.Time.Advance(TimeSpan.FromSeconds(5));
        (await bob.ReadAsync("system")).Text("text").Should().Be("The plug-in of /roll does not answer. Try again later.");

        // Too late, twice, for nothing, and for a call that never was.
        await dice.PrintAsync($$"""{"type":"reply","call":{{call.GetProperty("call").GetInt64()}},"text":"late"}""");
        await dice.PrintAsync("""{"type":"reply","call":99,"text":"never asked"}""");
        await bob.SayAsync("/roll");
        await dice.ReplyAsync("\"error\":\"Not now.\"");
        (await bob.ReadAsync("system")).Text("text").Should().Be("Not now.");
    }

    [Fact]
    public async Task AReplyOfTheWrongKindIsNone()
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Dice);
        var bob = await plugins.Server.JoinAsync("Bob");

        await bob.SayAsync("/roll");
        var call = await dice.ReadAsync("command");
        await dice.PrintAsync($$"""{"type":"verdict","call":{{call.GetProperty("call").GetInt64()}},"pass":true}""");

        (await bob.ReadAsync("system")).Text("text").Should().Be("The plug-in of /roll does not answer. Try again later.");
    }

    [Fact]
    public async Task TheEndOfAPluginEndsTheWaitForItsReply()
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Dice);
        var bob = await plugins.Server.JoinAsync("Bob");

        await bob.SayAsync("/roll");
        await dice.ReadAsync("command");
        dice.Exit(1);

        (await bob.ReadAsync("system")).Text("text").Should().Be("The plug-in of /roll does not answer. Try again later.");
    }

    [Theory]
    [InlineData("kick", "/kick")]
    [InlineData("help", "/help")]
    public async Task ACommandThatThereIsAlreadyKeepsAPluginOut(string name, string shown)
    {
        await using var plugins = PluginServer.Start();
        await plugins.ApplyAsync("dice");
        var dice = await plugins.Programs.NextAsync();
        await dice.ShakeHandsAsync($$"""{"type":"manifest","name":"dice","commands":[{"name":"{{name}}","help":"Mine."}]}""");

        await plugins.Server.Log.LineAsync($"The plug-in dice has the command {shown}, which there is already. It is started again.");
        plugins.Find("dice").Run.Should().BeNull();
    }

    [Fact]
    public async Task TheOperatorListsPluginsAndUsesTheirCommands()
    {
        await using var plugins = PluginServer.Start();
        await plugins.Server.StartPluginServiceAsync();
        await plugins.Server.StartConsoleAsync();
        var dice = await plugins.AddAsync(Dice);

        plugins.Server.Terminal.Type("/roll");
        (await dice.ReplyAsync("\"text\":\"3\"")).GetProperty("operator").GetBoolean().Should().BeTrue();
        (await plugins.Server.Terminal.NextTextAsync()).Should().Be("3");
        (await plugins.Server.Terminal.AnswerAsync("/plugins")).Should().Be("dice (running). Commands: /roll. May: say.");
        plugins.Server.Terminal.Type("/plugins reload cards");
        (await plugins.Server.Terminal.NextTextAsync()).Should().Be("There is no plug-in cards. /plugins lists them.");
    }
}
