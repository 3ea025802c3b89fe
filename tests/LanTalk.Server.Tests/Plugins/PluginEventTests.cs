using System.Text.Json;
using LanTalk.Protocol.Security;
using LanTalk.Server.Moderation;
using LanTalk.Server.Tests.Transfers;

namespace LanTalk.Server.Tests.Plugins;

public sealed class PluginEventTests : IDisposable
{
    private const string Watcher = """{"type":"manifest","name":"dice","watch":{"rooms":["ops"]},"permissions":["watch","say","mute"]}""";

    private readonly UserKey _key = UserKey.Create();

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task AWatcherIsToldOfMutesAndOfTheirEnd()
    {
        await using var plugins = await StartAsync();
        var dice = await plugins.AddAsync(Watcher);
        await plugins.Server.JoinAsync("Bob");

        plugins.Server.Terminal.Type("/mute bob for 10m");
        plugins.Server.Terminal.Type("/unmute Bob");
        plugins.Server.Terminal.Type("/mute Bob");
        await dice.PrintAsync("""{"type":"get","key":"k","ref":"r"}""");

        var until = plugins.Server.Time.GetUtcNow().AddMinutes(10).ToUnixTimeMilliseconds();
        Raw(await dice.ReadAsync("event")).Should().Be($$"""{"type":"event","event":"mute","user":"Bob","by":"Alice","until":{{until}}}""");
        Raw(await dice.ReadAsync("event")).Should().Be("""{"type":"event","event":"unmute","user":"Bob","by":"Alice"}""");
        Raw(await dice.ReadAsync("event")).Should().Be("""{"type":"event","event":"mute","user":"Bob","by":"Alice"}""");
    }

    [Fact]
    public async Task WhoMutesIsThePluginIfOneDoes()
    {
        await using var plugins = await StartAsync();
        var dice = await plugins.AddAsync(Watcher);
        await plugins.Server.JoinAsync("Bob");

        await dice.PrintAsync("""{"type":"do","command":"mute","arguments":"Bob"}""");

        (await dice.ReadAsync("event")).Text("by").Should().Be("dice");
    }

    [Fact]
    public async Task TheEndOfAMuteThatThereIsNotIsNotTold()
    {
        await using var plugins = await StartAsync();
        var dice = await plugins.AddAsync(Watcher);
        await plugins.Server.JoinAsync("Bob");

        await plugins.Server.Terminal.AnswerAsync("/unmute Bob");
        plugins.Server.Terminal.Type("/kick Bob too loud");

        Raw(await dice.ReadAsync("event")).Should().Be("""{"type":"event","event":"kick","user":"Bob","by":"Alice","reason":"too loud"}""");
    }

    [Fact]
    public async Task ABanOfAUserIsToldOnceWithAddressAndKey()
    {
        await using var plugins = await StartAsync();
        var dice = await plugins.AddAsync(Watcher);
        await plugins.Server.JoinAsync("Bob", _key);
        var target = $"192.168.1.10 and {_key.Identity.FullForm}";

        await plugins.Server.Terminal.AnswerAsync("/ban Bob spam for 1h");
        await plugins.Server.Terminal.AnswerAsync("/unban Bob");

        var until = plugins.Server.Time.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds();
        Raw(await dice.ReadAsync("event")).Should().Be(
            $$"""{"type":"event","event":"ban","user":"Bob","by":"Alice","target":"{{target}}","until":{{until}},"reason":"spam"}""");
        Raw(await dice.ReadAsync("event")).Should().Be($$"""{"type":"event","event":"unban","user":"Bob","by":"Alice","target":"{{target}}"}""");
    }

    [Fact]
    public async Task BansThatAnotherProcessMakesAreToldAndThoseThatAreThereAreNot()
    {
        await using var plugins = await StartAsync();
        var dice = await plugins.AddAsync(Watcher);
        await plugins.Server.Terminal.AnswerAsync("/ban 10.0.0.1 for 90s");
        (await dice.ReadAsync("event")).Text("target").Should().Be("10.0.0.1");
        var other = BanStore.Open(plugins.Server.Directory.Path, plugins.Server.Time);

        await other.AddAsync(TargetOf("10.1.0.0/16", "scans", "cron"), TargetOf("10.2.0.0/16", null, null));
        plugins.Server.LookAtBans();
        await other.RemoveAsync(TargetOf("10.1.0.0/16", null, null).Target);
        plugins.Server.LookAtBans();

        Raw(await dice.ReadAsync("event")).Should().Be("""{"type":"event","event":"ban","by":"cron","target":"10.1.0.0/16","reason":"scans"}""");
        Raw(await dice.ReadAsync("event")).Should().Be("""{"type":"event","event":"ban","target":"10.2.0.0/16"}""");
        Raw(await dice.ReadAsync("event")).Should().Be("""{"type":"event","event":"unban","target":"10.1.0.0/16"}""");
    }

    [Fact]
    public async Task ABanThatEndsByItsTimeIsNotToldAndOneThatIsChangedIs()
    {
        await using var plugins = await StartAsync();
        var dice = await plugins.AddAsync(Watcher);
        await plugins.Server.Terminal.AnswerAsync("/ban 10.0.0.1 for 90s");
        await plugins.Server.Terminal.AnswerAsync("/ban 10.0.0.2 for 1h");
        await dice.ReadAsync("event");
        await dice.ReadAsync("event");

        plugins.Server.Time.Advance(TimeSpan.FromMinutes(2));
        await plugins.Server.Terminal.AnswerAsync("/ban 10.0.0.2 for 2h");

        var told = await dice.ReadAsync("event");
        (told.Text("event"), told.Text("target")).Should().Be(("ban", "10.0.0.2"));
        told.GetProperty("until").GetInt64().Should().Be(plugins.Server.Time.GetUtcNow().AddHours(2).ToUnixTimeMilliseconds());
        await plugins.Server.Terminal.AnswerAsync("/unban 10.0.0.2");
        (await dice.ReadAsync("event")).Text("event").Should().Be("unban");
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task OnlyAPluginThatMayAndWantsToWatchIsTold(bool may, bool wants)
    {
        await using var plugins = await StartAsync();
        var dice = await plugins.AddGrantedAsync(
            wants ? Watcher : Watcher.Replace("[\"ops\"]", "[\"ops\"],\"events\":false"), may ? ["watch", "say"] : ["say"]);
        await plugins.Server.JoinAsync("Bob");

        await plugins.Server.Terminal.AnswerAsync("/mute Bob");
        await plugins.Server.Terminal.AnswerAsync("/ban 10.0.0.1");
        await dice.PrintAsync("""{"type":"get","key":"k","ref":"r"}""");

        (await dice.ReadAsync())!.Value.Text("type").Should().Be("answer");
    }

    [Fact]
    public async Task EverythingThatHappensInARoomComesToAWatcher()
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Watcher.Replace("ops", "lobby"));
        var carol = await FileClient.JoinAsync(plugins.Server, "Carol", _key);
        await carol.Chat.SayAsync("/topic Build");
        await carol.Chat.SayAsync("/nick Dora");
        var share = await carol.ShareAsync(new SampleShare(1000));
        await carol.Chat.SayAsync($"/unsend {share}");
        await carol.Chat.SayAsync("/quit");

        Facts(await dice.ReadAsync("system")).Should().Be(("join", "Carol"));
        var topic = await dice.ReadAsync("system");
        (Facts(topic), topic.Text("topic")).Should().Be((("topic", "Carol"), "Build"));
        var renamed = await dice.ReadAsync("system");
        (Facts(renamed), renamed.Text("name")).Should().Be((("nick", "Carol"), "Dora"));
        var shared = await dice.ReadAsync("message");
        (shared.Text("user"), shared.GetProperty("share").GetProperty("title").GetString()).Should().Be(("Dora", "report.pdf"));
        var removed = await dice.ReadAsync("system");
        (Facts(removed), removed.GetProperty("share").GetInt64()).Should().Be((("unsend", "Dora"), share));
        Facts(await dice.ReadAsync("system")).Should().Be(("leave", "Dora"));

        static (string?, string?) Facts(JsonElement line) => (line.Text("event"), line.Text("user"));
    }

    [Fact]
    public async Task WhatAPluginDoesBetweenItsStopAndItsEndIsCarriedOut()
    {
        await using var plugins = PluginServer.Start();
        plugins.Programs.Make = () => new FakePlugin { IgnoresEnd = true };
        var dice = await plugins.AddAsync(Watcher);
        var bob = await plugins.Server.JoinAsync("Bob");

        var stopping = plugins.ApplyAsync();
        await dice.ReadAsync("stop");
        await dice.PrintAsync("""{"type":"say","text":"Good night."}""");

        (await bob.ReadAsync("message")).Text("text").Should().Be("Good night.");
        dice.Exit(0);
        await stopping;
    }

    private static string Raw(JsonElement line) => line.GetRawText();

    private static Ban TargetOf(string range, string? reason, string? by) =>
        BanTarget.TryParse(range, out var target, out _) ? new Ban(target, reason, By: by) : throw new ArgumentException(range);

    private static async Task<PluginServer> StartAsync()
    {
        var plugins = PluginServer.Start();
        await plugins.Server.StartPluginServiceAsync();
        await plugins.Server.StartConsoleAsync();
        return plugins;
    }
}
