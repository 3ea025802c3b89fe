using LanTalk.Protocol.Security;

namespace LanTalk.Server.Tests.Plugins;

public sealed class PluginFilterTests : IDisposable
{
    private const string Filter = """{"type":"manifest","name":"dice","filter":{"rooms":["lobby"],"match":{"words":["heck"]}},"permissions":["filter","mute","say"]}""";

    private readonly UserKey _key = UserKey.Create();

    public void Dispose() => _key.Dispose();

    [Theory]
    [InlineData("\"pass\":true", "oh Heck")]
    [InlineData("\"replace\":\"oh h**k\"", "oh h**k")]
    [InlineData("\"replace\":\"oh\\u001b[31m h**k\"", "oh\u241b[31m h**k")]
    [InlineData("\"replace\":\" \"", "oh Heck")]
    public async Task WhatAFilterLetsThroughReachesOthers(string verdict, string posted)
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Filter);
        var carol = await plugins.Server.JoinAsync("Carol");
        var bob = await plugins.Server.JoinAsync("Bob", _key);
        await carol.DrainAsync();

        await bob.SayAsync("oh Heck");
        var asked = await dice.JudgeAsync(verdict);

        (asked.Text("user"), asked.Text("room"), asked.Text("text")).Should().Be(("Bob", "lobby", "oh Heck"));
        (await carol.ReadAsync("message")).Text("text").Should().Be(posted);
    }

    [Fact]
    public async Task WhatReadySaysTakesThePlaceOfTheManifest()
    {
        await using var plugins = PluginServer.Start();
        await plugins.ApplyAsync("dice");
        var dice = await plugins.Programs.NextAsync();
        await dice.ShakeHandsAsync(Filter, ready: """{"type":"ready","filter":{"rooms":["lobby"],"match":{"words":["darn"]}}}""");
        await plugins.Find("dice").Tried.WaitAsync(TimeSpan.FromSeconds(30));
        var bob = await plugins.Server.JoinAsync("Bob");

        await bob.SayAsync("heck");
        await bob.SayAsync("darn");

        (await dice.JudgeAsync("\"pass\":true")).Text("text").Should().Be("darn");
    }

    [Fact]
    public async Task ReadyIsHeldToTheSameRules()
    {
        await using var plugins = PluginServer.Start();
        await plugins.ApplyAsync("dice");
        var dice = await plugins.Programs.NextAsync();
        await dice.ShakeHandsAsync(Filter, ready: """{"type":"ready","watch":{"rooms":[]}}""");

        await plugins.Server.Log.LineAsync(
            "The plug-in dice has a 'watch' without rooms, or with more than 100: [\"*\"] stands for all. It is started again.");
    }

    [Theory]
    [InlineData("pass", "refuse")]
    [InlineData("refuse", "pass")]
    public async Task WhatTheOperatorChoseForLateVerdictsCounts(string manifest, string choice)
    {
        await using var plugins = PluginServer.Start();
        var asked = Filter.Replace("\"match\"", $"\"on_timeout\":\"{manifest}\",\"match\"");
        var dice = await plugins.AddAsync(asked, configure: entry => entry with { OnTimeout = choice });
        var bob = await plugins.Server.JoinAsync("Bob", _key);

        await bob.SayAsync("heck");
        await dice.ReadAsync("filter");
        plugins.Server.Time.Advance(TimeSpan.FromMilliseconds(50));

        (await bob.ReadAsync(choice == "pass" ? "message" : "system")).Text("text").Should()
            .Be(choice == "pass" ? "heck" : "The filter dice does not answer. Nobody got this message; try again.");
    }

    [Fact]
    public async Task AReasonOfManyLinesIsCut()
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Filter);
        var bob = await plugins.Server.JoinAsync("Bob");

        await bob.SayAsync("heck!");
        await dice.JudgeAsync($"\"refuse\":\"{new string('x', 60_000)}\"");

        (await bob.ReadAsync("system")).Text("text").Should().Be(new string('x', 300) + "…");
    }

    [Fact]
    public async Task ARefusalIsToldToTheAuthorAlone()
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Filter);
        var bob = await plugins.Server.JoinAsync("Bob");

        await bob.SayAsync("heck!");
        await dice.JudgeAsync("\"refuse\":\"Not in class.\"");

        var told = await bob.ReadAsync("system");
        (told.Text("event"), told.Text("text")).Should().Be(("refused", "Not in class."));
    }

    [Fact]
    public async Task AVerdictCanMuteTheAuthor()
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Filter);
        var bob = await plugins.Server.JoinAsync("Bob");

        await bob.SayAsync("heck!");
        await dice.JudgeAsync("\"mute\":\"10m\"");
        (await bob.ReadTextsAsync("system", 2)).Should().Equal("You are muted for 10m: nobody gets what you write, but for the operator.", "You are muted. Nobody got this message.");
        await bob.SayAsync("anything");
        (await bob.ReadAsync("system")).Text("text").Should().Be("You are muted. Nobody got this message.");
    }

    [Fact]
    public async Task TextsThatDoNotMatchAndOtherRoomsPassUnseen()
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Filter);
        var bob = await plugins.Server.JoinAsync("Bob", _key);
        await bob.SayAsync("a heckler");
        await bob.SendAsync("""{"type":"join","room":"ops"}""");
        await bob.SendAsync("""{"type":"message","text":"heck","room":"ops"}""");
        await bob.SendAsync("""{"type":"pm","to":"Alice","text":"heck"}""");
        await bob.DrainAsync();

        await dice.PrintAsync("""{"type":"get","key":"k","ref":"r"}""");
        (await dice.ReadAsync())!.Value.Text("type").Should().Be("answer");
    }

    [Fact]
    public async Task WhatBotsAndTheOperatorSayIsNotFiltered()
    {
        await using var plugins = PluginServer.Start();
        await plugins.Server.StartConsoleAsync();
        var dice = await plugins.AddAsync(Filter);
        var bob = await plugins.Server.JoinAsync("Bob");

        await dice.PrintAsync("""{"type":"say","text":"heck"}""");
        (await bob.ReadAsync("message")).Text("user").Should().Be("dice");
        plugins.Server.Terminal.Type("heck too");
        (await bob.ReadAsync("message")).Text("user").Should().Be("Alice");
    }

    [Theory]
    [InlineData("pass", true)]
    [InlineData("refuse", false)]
    public async Task WithoutAVerdictInTimeTheManifestDecides(string onTimeout, bool passes)
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Filter.Replace("\"match\"", $"\"on_timeout\":\"{onTimeout}\",\"match\""));
        var carol = await plugins.Server.JoinAsync("Carol");
        var bob = await plugins.Server.JoinAsync("Bob", _key);
        await carol.DrainAsync();

        await bob.SayAsync("heck");
        await dice.ReadAsync("filter");
        plugins.Server.Time.Advance(TimeSpan.FromMilliseconds(49));
        (await carol.DrainAsync()).Should().BeEmpty("it waits for 50 ms");
        plugins.Server.Time.Advance(TimeSpan.FromMilliseconds(1));

        if (passes)
        {
            (await bob.ReadAsync("message")).Text("text").Should().Be("heck");
        }
        else
        {
            (await bob.ReadAsync("system")).Text("text").Should().Be("The filter dice does not answer. Nobody got this message; try again.");
        }
    }

    [Fact]
    public async Task OnlyTheAuthorWaitsForAVerdict()
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Filter);
        var carol = await plugins.Server.JoinAsync("Carol");
        var bob = await plugins.Server.JoinAsync("Bob", _key);
        await bob.SayAsync("heck one");
        var first = await dice.ReadAsync("filter");
        await bob.SayAsync("two");
        await carol.SayAsync("three heck");
        var second = await dice.ReadAsync("filter");

        // Answered in another order.
        await dice.PrintAsync($$"""{"type":"verdict","call":{{second.GetProperty("call").GetInt64()}},"pass":true}""");
        (await bob.ReadAsync("message")).Text("text").Should().Be("three heck");
        await dice.PrintAsync($$"""{"type":"verdict","call":{{first.GetProperty("call").GetInt64()}},"pass":true}""");
        (await bob.ReadTextsAsync("message", 2)).Should().Equal("heck one", "two");
    }

    [Fact]
    public async Task AFilterThatIsLateThreeTimesIsLeftOutForAMinute()
    {
        await using var plugins = PluginServer.Start(options => options with { RateLimit = null });
        var dice = await plugins.AddAsync(Filter);
        var bob = await plugins.Server.JoinAsync("Bob", _key);
        for (var i = 0; i < 3; i++)
        {
            await bob.SayAsync("heck");
            await dice.ReadAsync("filter");
            plugins.Server.Time.Advance(TimeSpan.FromMilliseconds(50));
            await bob.ReadAsync("message");
        }

        await plugins.Server.Log.LineAsync("The filter of the plug-in dice gave no verdict within 50 ms three times: it is left out for a minute.");
        await bob.SayAsync("heck at once");
        (await bob.ReadAsync("message")).Text("text").Should().Be("heck at once");
        plugins.Server.Time.Advance(TimeSpan.FromMinutes(1));
        await bob.SayAsync("heck again");
        (await dice.JudgeAsync("\"refuse\":\"No.\"")).Text("text").Should().Be("heck again");
    }

    [Fact]
    public async Task AFilterWhoseProgramIsGoneDecidesAtOnceAsItsManifestSays()
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Filter.Replace("\"match\"", "\"on_timeout\":\"refuse\",\"match\""));
        var bob = await plugins.Server.JoinAsync("Bob");
        dice.Exit(1);
        await plugins.Server.Log.LineAsync("The plug-in dice ended with exit code 1. It is started again.");

        await bob.SayAsync("heck");
        (await bob.ReadAsync("system")).Text("text").Should().Be("The filter dice does not answer. Nobody got this message; try again.");
        await plugins.ApplyAsync();
        await bob.SayAsync("/me says heck");
        (await bob.DrainAsync()).Should().BeEmpty("it was posted, and version 2 has no echo");
    }
}
