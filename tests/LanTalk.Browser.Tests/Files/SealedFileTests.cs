using System.Security.Cryptography;
using System.Text;
using LanTalk.Browser.Tests.Infrastructure;
using LanTalk.Testing;
using LanTalk.Testing.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LanTalk.Browser.Tests.Files;

/// <summary>Files for one user alone, over plain http: the page seals and opens them itself.</summary>
public sealed class SealedFileTests(InstalledTool tool, Chromium chromium) : FileBrowserTest(tool, chromium)
{
    private const string Title = "redundancies-2027.ods";

    [Fact]
    public async Task WhatAPageSealsATerminalGetsAndTheServerCannotRead()
    {
        var (server, endPoint) = await ServeAsync("--log-level", "DEBUG");
        var bytes = Write(Title, 5_000_000);
        var bob = await JoinFromPipeAsync(endPoint, "Bob");
        var dora = await JoinAsync(endPoint, "Dora");

        await TalkToAsync(dora, "Bob");
        await ChooseAsync(dora, Title);
        (await bob.OutputAsync(Title)).Should().EndWith($"[sealed] (private) Dora sends you #1 {Title} (5 MB)");
        await Expect(dora.Message(Title).GetByText("5 MB")).ToBeVisibleAsync();
        await Expect(dora.Page.GetByText("Sharing " + Title)).ToHaveCountAsync(0);

        await GetAsync(endPoint, "1", "--config-dir", Directory.File("config-Bob"));
        Hash($"got/{Title}").Should().Equal(SHA256.HashData(bytes));
        await Expect(dora.Message(Title).GetByText("1 has it")).ToBeVisibleAsync();
        server.Output.Concat(server.Errors).Should().NotContain(line => line.Contains("redundancies"));
        foreach (var path in System.IO.Directory.EnumerateFiles(Directory.File("files"), "*", SearchOption.AllDirectories))
        {
            (await File.ReadAllTextAsync(path, Encoding.Latin1)).Should().NotContain("redundancies", path);
        }
    }

    [Fact]
    public async Task WhatATerminalSealsAPageSaves()
    {
        var (_, endPoint) = await ServeAsync();
        var bytes = Write(Title, 5_000_000);
        var dora = await JoinAsync(endPoint, "Dora");
        await SendAsync(endPoint, Title, "--to", "Dora");

        await dora.Place("ci").ClickAsync();
        await Expect(dora.Message(Title).GetByText("5 MB")).ToBeVisibleAsync();
        await dora.Page.ReloadAsync();
        await dora.IsInAsync();
        await dora.Place("ci").ClickAsync();
        var download = await DownloadAsync(dora, Title);

        download.SuggestedFilename.Should().Be(Title);
        (await HashAsync(download)).Should().Equal(SHA256.HashData(bytes));
    }

    [Fact]
    public async Task ADroppedFileGoesToOneUserOnceTheSenderSaysSo()
    {
        var (_, endPoint) = await ServeAsync();
        var dora = await JoinAsync(endPoint, "Dora");
        var erik = await JoinAsync(endPoint, "Erik");
        await TalkToAsync(dora, "Erik");

        await DropAsync(dora, "\u202egnp.exe", "image/png", [1, 2, 3]);
        await Expect(dora.Page.GetByText("Send gnp.exe to Erik? Nobody else can open it.")).ToBeVisibleAsync();
        await AnswerAsync(dora, "Send gnp.exe");

        await erik.Place("Dora").ClickAsync();
        (await DownloadAsync(erik, "gnp.exe")).SuggestedFilename.Should().Be("gnp.exe");
        await erik.Place("Lobby").ClickAsync();
        await Expect(erik.Message("gnp.exe")).ToHaveCountAsync(0);

        await dora.Message("gnp.exe").GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(dora.Message("gnp.exe").GetByText("Removed from the server")).ToBeVisibleAsync();
        await erik.Place("Dora").ClickAsync();
        await Expect(erik.Message("gnp.exe").GetByRole(AriaRole.Button, new() { Name = "Download: " })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task APictureIsShownToTheTwoAlone()
    {
        var (_, endPoint) = await ServeAsync();
        var dora = await JoinAsync(endPoint, "Dora");
        var erik = await JoinAsync(endPoint, "Erik");
        await TalkToAsync(dora, "Erik");

        await DropAsync(dora, "real.png", "image/png", await dora.Page.ScreenshotAsync());
        await AnswerAsync(dora, "Send real.png");

        await Expect(dora.Button("Show real.png")).ToBeVisibleAsync();
        await erik.Place("Dora").ClickAsync();
        await erik.Button("Show real.png").ClickAsync();
        await Expect(erik.Dialog.GetByRole(AriaRole.Img, new() { Name = "real.png" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task ToAUserWithoutAKeyNothingIsSent()
    {
        var (_, endPoint) = await ServeAsync();
        Write(Title, 1000);
        using var carol = await TestClient.ConnectAsync(endPoint);
        await carol.LogInAsync("Carol");
        var dora = await JoinAsync(endPoint, "Dora");
        await TalkToAsync(dora, "Carol");

        await ChooseAsync(dora, Title);

        await Expect(dora.Page.GetByText("too old to get sealed files. Nothing was sent.")).ToBeVisibleAsync();
        System.IO.Directory.Exists(Directory.File("files")).Should().BeFalse("the server was told of nothing");
    }

    /// <summary>Says yes to the question whether to send something; the box for texts has a button of that name, too.</summary>
    private static Task AnswerAsync(Visitor visitor, string question) => visitor.Page.Locator(".sending-line").Filter(new() { HasText = question })
        .GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();

    private static async Task TalkToAsync(Visitor visitor, string user)
    {
        await visitor.OpenPersonAsync(user);
        await visitor.Button("Private message").ClickAsync();
    }
}
