using System.Diagnostics;
using System.Text.Json;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Shares;
using LanTalk.Server.Shares;
using LanTalk.Server.Tests.Shares;
using LanTalk.Server.Tests.Transfers;

namespace LanTalk.Server.Tests.Plugins;

public sealed class PluginShareTests : IDisposable
{
    private const string Sharer = """{"type":"manifest","name":"dice","permissions":["share","say"]}""";

    private readonly UserKey _key = UserKey.Create();

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task AFileOfAPluginIsSharedAndMarkedAsABots()
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Sharer);
        var bytes = WriteFile(plugins, "report.pdf", (2 * Chunks.Length) + 10);
        var carol = await FileClient.JoinAsync(plugins.Server, "Carol", _key);
        await carol.Chat.SayAsync("first");
        await carol.Chat.ReadAsync("message");

        await dice.PrintAsync("""{"type":"share","path":"report.pdf","title":"Report of today","ref":"a"}""");

        (await dice.ReadAsync("answer")).GetRawText().Should().Be("""{"type":"answer","ref":"a","id":2,"share":1}""");
        var told = await carol.Chat.ReadAsync("message");
        (told.Text("user"), told.GetProperty("bot").GetBoolean(), told.GetProperty("id").GetInt64()).Should().Be(("dice", true, 2));
        told.GetProperty("share").GetProperty("title").GetString().Should().Be("Report of today");
        var size = told.GetProperty("share").GetProperty("manifest_size").GetInt32();
        (await carol.GetAsync(1, "/files/1")).Body[size..].Should().Equal(bytes);
        await carol.Chat.SendAsync("""{"type":"files"}""");
        var listed = (await carol.Chat.ReadAsync("files")).GetProperty("shares")[0];
        (listed.Text("user"), listed.GetProperty("bot").GetBoolean()).Should().Be(("dice", true));
        await carol.Chat.SayAsync("/files");
        (await carol.Chat.ReadAsync("system")).Text("text").Should().StartWith("1: Report of today, 2.1 MB, from dice (bot)");
    }

    [Fact]
    public async Task OfAFolderOnlyOrdinaryFilesAreShared()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such pipes.");
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Sharer);
        var folder = PathOf(plugins, "out");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "a.txt"), "1");
        File.CreateSymbolicLink(Path.Combine(folder, "link"), "/etc/passwd");
        await Process.Start("mkfifo", Path.Combine(folder, "pipe")).WaitForExitAsync();

        await dice.PrintAsync(JsonSerializer.Serialize(new { type = "share", path = folder, @ref = "a" }));

        (await dice.ReadAsync("answer")).Text("text").Should().Be($"Left out: {folder}/link (it is a link), {folder}/pipe (it is a device, a socket or a pipe).");
        plugins.Server.Get<ShareStore>().Find(1)!.Facts.Count.Should().Be(1);
    }

    [Theory]
    [InlineData("""{"type":"share","path":"none"}""", "There is no file or directory */plugins/dice/none.")]
    [InlineData("""{"type":"share","path":""}""", "The path is not one of a file.")]
    [InlineData("""{"type":"share","path":"a\u0000b"}""", "The path is not one of a file.")]
    [InlineData("""{"type":"share","path":"small","room":"nowhere"}""", "There is no room nowhere.")]
    [InlineData("""{"type":"share","path":"small","title":""}""", "The title must be 1 to 200 bytes of text without controls.")]
    [InlineData("""{"type":"share","path":"small","title":"a\u001b[2J"}""", "The title must be 1 to 200 bytes of text without controls.")]
    [InlineData("""{"type":"share","path":"/dev/zero"}""", "/dev/zero is a device, a socket or a pipe, and cannot be shared.")]
    [InlineData("""{"type":"share","path":"large"}""", "This is 2 MB; this server takes at most 1 MB at once.")]
    [InlineData("""{"type":"do","command":"unsend","arguments":"1"}""", "You have no share 1.")]
    public async Task WhatCannotBeSharedIsAnsweredWithTheReason(string action, string error)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Devices have other names there.");
        await using var plugins = PluginServer.Start(options => options with { MaxFile = 1_000_000 });
        var dice = await plugins.AddAsync(Sharer);
        WriteFile(plugins, "small", 10);
        WriteFile(plugins, "large", 2_000_000);

        await dice.PrintAsync(action);

        (await dice.ReadAsync("answer")).Text("error").Should().Match(error);
        plugins.Server.Get<ShareStore>().All.Should().BeEmpty();
    }

    [Fact]
    public async Task WhereFilesAreOffNothingIsShared()
    {
        await using var plugins = PluginServer.Start(options => options with { Files = null });
        var dice = await plugins.AddAsync(Sharer);
        WriteFile(plugins, "small", 10);

        await dice.PrintAsync("""{"type":"share","path":"small"}""");

        (await dice.ReadAsync("answer")).Text("error").Should().Be("This server keeps no files.");
    }

    [Fact]
    public async Task APluginHasThePartOfTheSpaceThatAUserHas()
    {
        await using var plugins = PluginServer.Start(options => options with { Files = 3_000_000 });
        var dice = await plugins.AddAsync(Sharer);
        WriteFile(plugins, "one", 1_000_000);
        WriteFile(plugins, "two", 1_000_000);

        await dice.PrintAsync("""{"type":"share","path":"one"}""");
        await dice.PrintAsync("""{"type":"share","path":"two"}""");

        (await dice.ReadAsync("answer")).Text("error").Should().StartWith("The server keeps up to 1.5 MB of files for one user, and 500 KB of that is left.");
    }

    [Fact]
    public async Task APluginRemovesOnlyWhatItHasShared()
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Sharer);
        WriteFile(plugins, "small", 10);
        var carol = await FileClient.JoinAsync(plugins.Server, "Carol", _key);
        var hers = await carol.ShareAsync(new SampleShare(1000));
        await dice.PrintAsync("""{"type":"share","path":"small","ref":"a"}""");
        var own = (await dice.ReadAsync("answer")).GetProperty("share").GetInt64();

        await dice.PrintAsync($$"""{"type":"do","command":"unsend","arguments":"{{hers}}","ref":"b"}""");
        (await dice.ReadAsync("answer")).Text("error").Should().Be($"You have no share {hers}.");
        await dice.PrintAsync($$"""{"type":"do","command":"unsend","arguments":"{{own}}","ref":"c"}""");
        (await dice.ReadAsync("answer")).Text("text").Should().Be($"Removed small (number {own}).");

        plugins.Server.Get<ShareStore>().All.Should().ContainSingle().Which.Facts.Id.Should().Be(hers);
    }

    [Fact]
    public async Task TheOperatorRemovesWhatAPluginHasShared()
    {
        await using var plugins = PluginServer.Start();
        await plugins.Server.StartConsoleAsync();
        var dice = await plugins.AddAsync(Sharer);
        WriteFile(plugins, "small", 10);
        await dice.PrintAsync("""{"type":"share","path":"small","ref":"a"}""");
        await dice.ReadAsync("answer");

        (await plugins.Server.Terminal.AnswerAsync("/unsend 1")).Should().Be("Removed small (number 1).");

        plugins.Server.Get<ShareStore>().All.Should().BeEmpty();
    }

    [Fact]
    public async Task SharesGoOneAfterTheOtherAndHoldUpNothingElse()
    {
        using var gate = new SemaphoreSlim(0);
        await using var plugins = PluginServer.Start(disk: new ObservedDisk { Asked = _ => gate.Wait() });
        var dice = await plugins.AddAsync(Sharer);
        WriteFile(plugins, "one", 10);
        WriteFile(plugins, "two", 10);

        await dice.PrintAsync("""{"type":"share","path":"one","ref":"1"}""");
        await dice.PrintAsync("""{"type":"share","path":"two","ref":"2"}""");
        await dice.PrintAsync("""{"type":"say","text":"soon","ref":"3"}""");

        (await dice.ReadAsync("answer")).Text("ref").Should().Be("3");
        gate.Release(4);
        (await dice.ReadAsync("answer")).GetRawText().Should().Be("""{"type":"answer","ref":"1","id":2,"share":1}""");
        (await dice.ReadAsync("answer")).GetRawText().Should().Be("""{"type":"answer","ref":"2","id":3,"share":2}""");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task APluginThatEndsInMidwayLeavesNoShareBehind(bool isCrash)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var gate = new SemaphoreSlim(0);
        await using var plugins = PluginServer.Start(disk: new ObservedDisk
        {
            Asked = asked =>
            {
                if (asked == 2)
                {
                    begun.SetResult();
                    gate.Wait();
                }
            },
        });
        var dice = await plugins.AddAsync(Sharer);
        var plugin = plugins.Find("dice");
        WriteFile(plugins, "report.pdf", 3 * Chunks.Length);
        await dice.PrintAsync("""{"type":"share","path":"report.pdf","ref":"a"}""");
        await dice.PrintAsync("""{"type":"share","path":"report.pdf","room":"lobby","ref":"b"}""");
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(30));
        plugins.Server.Get<ShareStore>().All.Should().ContainSingle();

        var removed = isCrash ? Task.CompletedTask : plugins.ApplyAsync();
        dice.Exit(1);
        await plugin.Run!.Ended;
        gate.Release();
        await plugin.Roles.Acting.WaitAsync(TimeSpan.FromSeconds(30));
        await removed;

        plugins.Server.Get<ShareStore>().All.Should().BeEmpty();
        Directory.EnumerateDirectories(plugins.Server.Get<ShareStore>().Directory).Should().BeEmpty();
    }

    [Fact]
    public async Task APluginThatFloodsIsHeldBack()
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Sharer);
        for (var i = 0; i < 51; i++)
        {
            await dice.PrintAsync("""{"type":"share","path":"none"}""");
        }

        string? error;
        do
        {
            error = (await dice.ReadAsync("answer")).Text("error");
        }
        while (error!.StartsWith("There is no file", StringComparison.Ordinal));

        error.Should().Be("Too fast: at most 50 shares in 5s.");
    }

    private static string PathOf(PluginServer plugins, string name) => Path.Combine(plugins.Server.Directory.Path, "plugins", "dice", name);

    private static byte[] WriteFile(PluginServer plugins, string name, int size)
    {
        var bytes = new byte[size];
        new Random(name.Length + size).NextBytes(bytes);
        File.WriteAllBytes(PathOf(plugins, name), bytes);
        return bytes;
    }
}
