using LanTalk.Protocol.Messages;
using LanTalk.Server.Plugins;
using LanTalk.Server.Rooms;

namespace LanTalk.Server.Tests.Plugins;

public sealed class PluginLifeTests
{
    private const string Dice = """{"type":"manifest","name":"dice","commands":[{"name":"roll","help":"Roll dice."}],"options":[{"name":"sides","default":"6"}],"permissions":["say","watch"]}""";

    [Fact]
    public async Task APluginIsToldWhatItMayDoAndWhereItIs()
    {
        await using var plugins = PluginServer.Start();
        await plugins.ApplyAsync("dice");
        var dice = await plugins.Programs.NextAsync();

        var hello = await dice.ReadAsync("hello");
        await dice.PrintAsync(Dice);
        var init = await dice.ReadAsync("init");

        (hello.GetProperty("protocol").GetInt32(), hello.Text("server")).Should().Be((1, "Alice"));
        init.GetProperty("allowed").EnumerateArray().Select(each => each.GetString()).Should().Equal("say", "watch");
        init.GetProperty("options").Text("sides").Should().Be("6");
        init.Text("directory").Should().Be(Path.Combine(plugins.Server.Directory.Path, "plugins", "dice"));
    }

    [Theory]
    [InlineData("""{"type":"manifest","name":"../x"}""", "The plug-in dice has the name '../x', but a name is 1 to 24 letters, digits, '_' and '-'.")]
    [InlineData("""{"type":"manifest","name":"dice","permissions":["fly"]}""", "The plug-in dice wants the permission 'fly', which there is not: there are watch, filter, say, private, history, topic, mute, kick, ban, hook, share.")]
    [InlineData("""{"type":"manifest","name":"dice","commands":[{"name":"Roll it","help":""}]}""", "The plug-in dice has the command 'Roll it', but a command is 1 to 24 small letters, digits and '-'.")]
    [InlineData("""{"type":"manifest","name":"dice","watch":{"rooms":[]}}""", "The plug-in dice has a 'watch' without rooms, or with more than 100: [\"*\"] stands for all.")]
    [InlineData("""{"type":"manifest","name":"dice","filter":{"rooms":["*"],"match":{"pattern":"(?=x)"}}}""", "The plug-in dice has a 'pattern' in its 'filter' that cannot be used*")]
    [InlineData("""{"type":"manifest","name":"dice","filter":{"rooms":["*"]}}""", "The plug-in dice has a 'filter', but does not ask for the permission 'filter'.")]
    [InlineData("""{"type":"manifest","name":"dice","watch":{"rooms":["*"]}}""", "The plug-in dice has a 'watch', but does not ask for the permission 'watch'.")]
    [InlineData("""{"type":"manifest","name":"dice","commands":[null]}""", "The plug-in dice has null among its commands, options or permissions.")]
    [InlineData("""{"type":"manifest","name":"dice","options":[null]}""", "The plug-in dice has null among its commands, options or permissions.")]
    [InlineData("""{"type":"manifest","name":"dice","permissions":[null]}""", "The plug-in dice has null among its commands, options or permissions.")]
    [InlineData("""{"type":"manifest","name":"dice","options":[{"name":"a"},{"name":"a"}]}""", "The plug-in dice has the option 'a' twice.")]
    [InlineData("""{"type":"manifest","name":"dice","options":[{"name":"a=b"}]}""", "The plug-in dice has the option 'a=b', but an option has a name without '='*")]
    [InlineData("""{"type":"manifest","name":"dice","watch":{"rooms":[null]}}""", "The plug-in dice has null among the rooms of its 'watch'.")]
    [InlineData("""{"type":"manifest","name":"dice","filter":{"rooms":["*"],"match":{"words":[null]}}}""", "The plug-in dice has null among the words of its 'filter'*")]
    [InlineData("""{"type":"manifest","name":"dice","filter":{"rooms":["*"],"on_timeout":"wait"}}""", "The plug-in dice has the 'on_timeout' 'wait' in its 'filter': it is pass or refuse.")]
    [InlineData("""{"type":"manifest","name":"alice"}""", "The name alice belongs to the server, or to another plug-in.")]
    public async Task AManifestThatIsWrongKeepsAPluginOutAndTheOperatorIsToldWhy(string manifest, string told)
    {
        await using var plugins = PluginServer.Start();
        await plugins.ApplyAsync("dice");
        var dice = await plugins.Programs.NextAsync();
        await dice.ReadAsync("hello");
        await dice.PrintAsync(manifest);
        await plugins.Find("dice").Tried.WaitAsync(TimeSpan.FromSeconds(30));

        plugins.Server.Log.Lines.Should().ContainMatch($"{told}* It is started again.");
        (await dice.Exited).Should().Be(137);
    }

    [Theory]
    [InlineData(0, "sent no manifest")]
    [InlineData(1, "did not become ready")]
    public async Task APluginThatIsSilentAtTheStartIsEndedAfterFiveSeconds(int lines, string failure)
    {
        await using var plugins = PluginServer.Start();
        await plugins.ApplyAsync("dice");
        var dice = await plugins.Programs.NextAsync();
        await dice.ReadAsync("hello");
        if (lines > 0)
        {
            await dice.PrintAsync(Dice);
            await dice.ReadAsync("init");
        }

        plugins.Server.Time.Advance(TimeSpan.FromSeconds(5));

        await plugins.Server.Log.LineAsync($"The plug-in dice {failure} within 5 s. It is started again.");
    }

    [Fact]
    public async Task APluginThatCrashesIsStartedAgainAndStaysOffAfterTheThirdTime()
    {
        await using var plugins = PluginServer.Start();
        await plugins.Server.StartPluginServiceAsync();
        await plugins.Server.StartConsoleAsync();
        var dice = await plugins.AddAsync(Dice);

        await dice.PrintErrorAsync("ValueError: no dice");
        dice.Exit(1);
        await plugins.Server.Log.LineAsync("The plug-in dice ended with exit code 1 (ValueError: no dice). It is started again.");
        foreach (var pause in new[] { 1, 2 })
        {
            await PassUntilAsync(plugins, () => plugins.Programs.HasNext, TimeSpan.FromSeconds(pause));
            dice = await plugins.Programs.NextAsync();
            await dice.ShakeHandsAsync(Dice);
            await plugins.Server.Log.LineAsync("The plug-in dice was started");
            dice.Exit(0);
        }

        await plugins.Server.Log.LineAsync("The plug-in dice stays off after 3 crashes within 10 minutes, the last: The plug-in dice ended. /plugins reload dice tries again.");
        plugins.Server.Time.Advance(TimeSpan.FromHours(1));
        plugins.Programs.HasNext.Should().BeFalse();

        (await plugins.Server.Terminal.AnswerAsync("/plugins reload dice")).Should().Be("dice is started anew.");
        await (await plugins.Programs.NextAsync()).ShakeHandsAsync(Dice);
        await plugins.Server.Log.LineAsync("The plug-in dice was started");
    }

    [Fact]
    public async Task ANewRunTakesOverOnceItIsReadyAndTheOldOneFinishes()
    {
        await using var plugins = PluginServer.Start();
        var old = await plugins.AddAsync(Dice);
        var bob = await plugins.Server.JoinAsync("Bob");
        await bob.SayAsync("/roll before");
        await old.ReadAsync("command");

        plugins.Find("dice").Reload(plugins.Find("dice").Entry);
        var next = await plugins.Programs.NextAsync();
        var carol = await plugins.Server.JoinAsync("Carol");
        await carol.SayAsync("/roll meanwhile");
        (await old.ReplyAsync("\"text\":\"of the old one\"")).Text("arguments").Should().Be("meanwhile");
        (await carol.ReadAsync("system")).Text("text").Should().Be("of the old one");
        await next.ShakeHandsAsync(Dice);
        await plugins.Server.Log.LineAsync("The plug-in dice was started anew");

        await carol.SayAsync("/roll after");
        (await next.ReplyAsync("\"text\":\"of the new one\"")).Text("arguments").Should().Be("after");
        (await carol.ReadAsync("system")).Text("text").Should().Be("of the new one");
        old.Exited.IsCompleted.Should().BeFalse("Bob still waits for it");
        await old.PrintAsync("""{"type":"reply","call":1,"text":"at last"}""");
        (await bob.ReadTextsAsync("system", 2)).Should().Equal("Carol joined from 192.168.1.10.", "at last");
        await old.ReadAsync("stop");
        (await old.Exited).Should().Be(0);
    }

    [Fact]
    public async Task ANewRunThatFailsLeavesTheOldOneInItsPlace()
    {
        await using var plugins = PluginServer.Start();
        var old = await plugins.AddAsync(Dice);
        var bob = await plugins.Server.JoinAsync("Bob");

        plugins.Find("dice").Reload(plugins.Find("dice").Entry);
        (await plugins.Programs.NextAsync()).Exit(2);
        await plugins.Server.Log.LineAsync("The plug-in dice is not replaced, and goes on as it is: The plug-in dice sent no manifest: it ended with exit code 2.");

        await bob.SayAsync("/roll");
        await old.ReplyAsync("\"text\":\"still here\"");
        (await bob.ReadAsync("system")).Text("text").Should().Be("still here");
    }

    [Fact]
    public async Task APluginThatDoesNotStopIsTerminatedThenKilled()
    {
        await using var plugins = PluginServer.Start();
        plugins.Programs.Make = () => new FakePlugin { IgnoresEnd = true, IgnoresTerm = true };
        var dice = await plugins.AddAsync(Dice);

        var stopped = plugins.ApplyAsync();
        await dice.ReadAsync("stop");
        (await dice.ReadAsync()).Should().BeNull("standard input is closed as well");
        await PassUntilAsync(plugins, () => dice.Terminated.Task.IsCompleted, TimeSpan.FromSeconds(2));
        dice.Exited.IsCompleted.Should().BeFalse();
        await PassUntilAsync(plugins, () => dice.Exited.IsCompleted, TimeSpan.FromSeconds(2));
        (await dice.Exited).Should().Be(137);
        await stopped.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task APluginThatDoesNotReadIsEndedAfterTenSeconds()
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Dice.Replace("\"options\"", "\"watch\":{\"rooms\":[\"*\"]},\"options\""));
        var bob = await plugins.Server.JoinAsync("Bob");

        // More than its pipe holds.
        var run = plugins.Find("dice").Run!;
        var line = new string('x', 4000);
        for (var i = 0; i < 40; i++)
        {
            plugins.Server.Get<RoomRegistry>().Lobby.Tell(new SystemMessage("14:22", line));
        }

        plugins.Server.Get<RoomRegistry>().Lobby.Wake();
        await PassUntilAsync(plugins, () => run.Input.Stalled > TimeSpan.Zero, TimeSpan.FromMilliseconds(1));
        await bob.SayAsync("the chat goes on");
        await bob.DrainAsync();
        plugins.Server.Time.Advance(TimeSpan.FromSeconds(11));
        plugins.Look();

        await plugins.Server.Log.LineAsync("The plug-in dice has not read its input for 10 s. It is started again.");
    }

    [Fact]
    public async Task APluginThatHasClosedItsInputIsEndedOnceSomethingIsToBeWrittenToIt()
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Dice);
        var bob = await plugins.Server.JoinAsync("Bob");
        dice.HasClosedInput = true;

        await bob.SayAsync("/roll");
        await PassUntilAsync(plugins, () => dice.Exited.IsCompleted, TimeSpan.FromSeconds(2));

        await plugins.Server.Log.LineAsync("The plug-in dice has closed its standard input. It is started again.");
    }

    [Fact]
    public async Task RubbishIsNotedInThePluginsLogAndHarmsNobody()
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Dice);
        var bob = await plugins.Server.JoinAsync("Bob");

        await dice.PrintAsync("hello from a forgotten print");
        await dice.PrintAsync("{}");
        await dice.PrintAsync("""{"type":"dance"}""");
        await dice.PrintAsync("""{"type":"reply","call":"one"}""");
        await dice.PrintAsync("null");
        await dice.PrintAsync("");
        await dice.PrintAsync(new string('[', 3000));
        await dice.PrintAsync(new string('x', 100_000));
        await dice.PrintAsync(Dice);
        await bob.SayAsync("/roll");
        await dice.ReplyAsync("\"text\":\"well\"");

        (await bob.ReadAsync("system")).Text("text").Should().Be("well");
        var log = PluginFile.ReadLog(plugins.Server.Directory.Path, "dice");
        log.Should().Contain(line => line.Contains("hello from a forgotten print")).And.Contain(line => line.Contains("more than 65536 bytes"));
        plugins.Server.Log.Errors.Should().BeEmpty();
    }

    /// <summary>Advances the time once something is waited for; the server may not have come so far yet.</summary>
    private static async Task PassUntilAsync(PluginServer plugins, Func<bool> isSo, TimeSpan step)
    {
        for (var i = 0; i < 10_000 && !isSo(); i++)
        {
            plugins.Server.Time.Advance(step);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        isSo().Should().BeTrue();
    }
}
