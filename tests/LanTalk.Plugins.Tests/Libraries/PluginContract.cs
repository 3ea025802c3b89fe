using System.Text.Json;
using System.Text.Json.Nodes;
using LanTalk.Plugins.Tests.Infrastructure;

namespace LanTalk.Plugins.Tests.Libraries;

/// <summary>What a library for plug-ins does, in any language: the same for each, with the same sample plug-in.</summary>
public abstract partial class PluginContract : IAsyncLifetime
{
    /// <summary>The server's side of the sample.</summary>
    private protected FakeServer Server { get; private set; } = null!;

    private protected JsonElement Manifest { get; private set; }

    private protected abstract Task<PluginLines> StartAsync();

    public async ValueTask InitializeAsync()
    {
        Server = new FakeServer(await StartAsync());
        Manifest = await Server.StartAsync(("greeting", "Good morning"));
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void TheManifestHasEverythingThatWasDeclared()
    {
        Text(Manifest, "name").Should().Be("sample");
        Text(Manifest, "version").Should().Be("1.2");
        Strings(Manifest, "permissions").Should().BeEquivalentTo("say", "private", "history", "topic", "share", "watch", "filter", "hook");
        Manifest.GetProperty("commands")[0].ToString().Should().Be("""{"name":"greet","arguments":"[name]","help":"Greet somebody."}""");
        Manifest.GetProperty("watch").ToString().Should().Be("""{"rooms":["*"],"messages":true,"events":true}""");
        Manifest.GetProperty("filter").ToString().Should().Be("""{"rooms":["class"],"match":{"words":["darn"],"longer_than":500},"on_timeout":"refuse"}""");
        Manifest.GetProperty("options")[0].ToString().Should().Be("""{"name":"greeting","help":"What it says.","default":"Hello"}""");
    }

    [Fact]
    public async Task OptionsAreKnownAndTheStoreIsReadBeforeTheFirstCommand()
    {
        (await Server.ReplyToAsync("greet", "Carol")).Should().Be("Good morning, Carol!");
        Server.Store.Should().Contain("started", "yes");
    }

    [Fact]
    public async Task ACallKnowsWhoUsesItAndWhere()
    {
        await Server.SendAsync(new { type = "command", call = 7, name = "whoami", arguments = "", user = "Ann", room = "ops", @operator = true });

        FakeServer.Reply(await Server.NextAsync("reply"), 7).Should().Be("whoami Ann ops True");
    }

    [Theory]
    [InlineData("refuse", "Not today.")]
    [InlineData("raise", "Not today, either.")]
    [InlineData("fail", "/fail failed. The plug-in's log says why.")]
    [InlineData("long", "/long failed. The plug-in's log says why.")]
    [InlineData("unknown", "There is no command /unknown.")]
    public async Task WhatACommandCannotDoIsAnError(string command, string error)
    {
        var call = await Server.CommandAsync(command);
        var reply = await Server.NextAsync("reply");

        FakeServer.Reply(reply, call).Should().Be(error);
        reply.TryGetProperty("error", out _).Should().BeTrue();
    }

    [Fact]
    public async Task WhatACommandRaisesIsInTheLogAndThePluginGoesOn()
    {
        await Server.ReplyToAsync("fail");

        (await Server.ReplyToAsync("greet")).Should().Be("Good morning, Bob!");
        await Server.Lines.LogAsync("a fault of the author");
    }

    [Fact]
    public async Task ACommandAnswersOnce()
    {
        (await Server.ReplyToAsync("twice")).Should().Be("once");
        (await Server.ReplyToAsync("silent")).Should().BeNull();
        (await Server.ReplyToAsync("greet")).Should().Be("Good morning, Bob!");
    }

    [Fact]
    public async Task HalfACharacterDoesNotBreakTheLine()
    {
        (await Server.ReplyToAsync("broken")).Should().StartWith("half: ");
    }

    [Fact]
    public async Task ThePluginCanDoEverything()
    {
        Server.Answers["do"] = new { text = "Bob is muted." };
        Server.Answers["history"] = new { messages = new[] { Message("ops", 70, "one"), Message("ops", 71, "two") } };
        Server.Answers["search"] = new { messages = new[] { Message("lobby", 3, "hello") } };
        var call = await Server.CommandAsync("act");

        Without(await Server.NextAsync("say"), "ref").Should().Be("""{"type":"say","text":"quiet"}""");
        var waves = await Server.NextAsync("say");
        (Text(waves, "text"), Text(waves, "room"), waves.GetProperty("action").GetBoolean()).Should().Be(("waves", "ops", true));
        Text(await Server.NextAsync("private"), "to").Should().Be("Carol");
        Text(await Server.NextAsync("do"), "arguments").Should().Be("Bob for 10m");
        (await Server.NextAsync("history")).GetProperty("before").GetInt64().Should().Be(72);
        Text(await Server.NextAsync("search"), "query").Should().Be("hello");
        FakeServer.Reply(await Server.NextAsync("reply"), call).Should().Be("Bob is muted. [one, two, hello] väl [key] none");
    }

    [Fact]
    public async Task ShareIsAnsweredWithTheNumberHoweverLongItTakes()
    {
        Server.Answers["share"] = "withheld";
        var call = await Server.CommandAsync("share");

        (await Server.NextAsync("share")).ToString().Should().Be("""{"type":"share","path":"quiet.txt"}""");
        var asked = await Server.NextAsync("share");
        Without(asked, "ref").Should().BeOneOf(
            """{"type":"share","path":"report.pdf","room":"ops","title":"Report"}""", """{"type":"share","room":"ops","path":"report.pdf","title":"Report"}""");
        await Server.SendAsync(new { type = "answer", @ref = Text(asked, "ref"), id = 71, share = 17 });
        FakeServer.Reply(await Server.NextAsync("reply"), call).Should().Be("shared 17");
    }

    [Fact]
    public async Task WhatTheServerRefusesCanBeCaught()
    {
        Server.Answers["say"] = new { error = "You are not allowed to say." };
        var call = await Server.CommandAsync("denied");
        await Server.NextAsync("say");

        FakeServer.Reply(await Server.NextAsync("reply"), call).Should().Be("You are not allowed to say.");
    }

    [Fact]
    public async Task ErrorsThatNobodyWaitsForAreInTheLog()
    {
        await Server.SendAsync(new { type = "answer", error = "Too much was said." });
        await Server.ReplyToAsync("greet");

        await Server.Lines.LogAsync("Too much was said.");
    }

    private protected static string Text(JsonElement line, string field) => line.GetProperty(field).GetString()!;

    private static IEnumerable<string> Strings(JsonElement line, string field) => line.GetProperty(field).EnumerateArray().Select(one => one.GetString()!);

    private static object Message(string room, long id, string text) => new { type = "message", ts = "14:22", user = "Bob", text, room, id, at = 1_789_300_000_000 };

    private static string Without(JsonElement line, string field)
    {
        var copy = JsonNode.Parse(line.GetRawText())!.AsObject();
        copy.Remove(field);
        return copy.ToJsonString();
    }
}
