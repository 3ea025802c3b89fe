using LanTalk.Browser.Tests.Infrastructure;
using LanTalk.Testing;
using LanTalk.Testing.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LanTalk.Browser.Tests.Private;

public sealed class SealedTests(InstalledTool tool, Chromium chromium) : BrowserTest(tool, chromium)
{
    [Fact]
    public async Task PrivateMessagesAreSealedBothWaysBetweenABrowserAndTheTerminal()
    {
        var (server, endPoint) = await ServeAsync("--log-level", "DEBUG");
        var bob = await JoinFromPipeAsync(endPoint, "Bob", "--json");
        var dora = await JoinAsync(endPoint, "Dora");

        await dora.OpenPersonAsync("Bob");
        await dora.Button("Private message").ClickAsync();
        await Expect(dora.Page.GetByText("Encrypted for Bob alone")).ToBeVisibleAsync();
        await dora.SayAsync("the launch code is 0000");
        (await bob.OutputAsync("launch code")).Should().Contain("\"sealed\":true");
        await dora.Place("Lobby").ClickAsync();
        await bob.TypeAsync("/pm Dora then launch it");
        await Expect(dora.Place("Bob")).ToContainTextAsync("1 unread message");
        await dora.Place("Bob").ClickAsync();
        await dora.SeesAsync("then launch it");

        await Expect(dora.Page.GetByText("Not encrypted")).ToHaveCountAsync(0);
        server.Output.Concat(server.Errors).Should().NotContain(line => line.Contains("launch"));
    }

    [Fact]
    public async Task BothSeeTheSameSafetyWords()
    {
        var (_, endPoint) = await ServeAsync();
        var bob = await JoinFromPipeAsync(endPoint, "Bob");
        var dora = await JoinAsync(endPoint, "Dora");

        await dora.SayAsync("/verify Bob");
        var words = dora.Dialog.GetByRole(AriaRole.List, new() { Name = "Safety words" }).GetByRole(AriaRole.Listitem);
        await Expect(words.First).ToBeVisibleAsync();
        await bob.TypeAsync("/verify Dora");

        var shown = await words.AllInnerTextsAsync();
        shown.Should().HaveCountGreaterThan(5);
        await bob.OutputAsync(string.Join(' ', shown.Take(3)));
    }

    [Fact]
    public async Task APrivateMessageToVersionTwoSaysThatTheServerCanReadIt()
    {
        var (_, endPoint) = await ServeAsync();
        using var carol = await TestClient.ConnectAsync(endPoint);
        await carol.LogInAsync("Carol");
        var dora = await JoinAsync(endPoint, "Dora");

        await dora.SayAsync("/pm Carol psst");
        (await carol.ReadAsync("pm")).GetProperty("text").GetString().Should().Be("psst");
        await dora.Place("Carol").ClickAsync();

        await Expect((await dora.SeesAsync("psst")).GetByText("the server can read it")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task APrivateMessageBetweenTwoBrowsersSurvivesAReload()
    {
        var (_, endPoint) = await ServeAsync();
        var dora = await JoinAsync(endPoint, "Dora");
        var erik = await JoinAsync(endPoint, "Erik");

        await dora.SayAsync("/pm Erik only for you");
        await erik.Place("Dora").ClickAsync();
        await erik.SeesAsync("only for you");
        await erik.Page.ReloadAsync();
        await erik.Place("Dora").ClickAsync();

        await erik.SeesAsync("only for you");
        await erik.SayAsync("I still have it");
        await dora.Place("Erik").ClickAsync();
        await dora.SeesAsync("I still have it");
    }
}
