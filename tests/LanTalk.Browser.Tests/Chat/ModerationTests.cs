using LanTalk.Browser.Tests.Infrastructure;
using LanTalk.Testing.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LanTalk.Browser.Tests.Chat;

public sealed class ModerationTests(InstalledTool tool, Chromium chromium) : BrowserTest(tool, chromium)
{
    [Fact]
    public async Task WhoIsKickedHearsWhyAndMayComeBack()
    {
        var (server, endPoint) = await ServeAsync();
        var dora = await JoinAsync(endPoint, "Dora");

        await server.TypeAsync("/kick Dora too loud");
        await Expect(dora.Page.GetByRole(AriaRole.Heading, new() { Name = "You were removed from the chat" })).ToBeVisibleAsync();
        await Expect(dora.Page.GetByText("too loud")).ToBeVisibleAsync();
        await dora.Button("Join again").ClickAsync();
        await dora.JoinAsync("Dora");

        await dora.IsInAsync();
    }

    [Fact]
    public async Task WhoIsBannedIsSentAwayAndNotLetInAgain()
    {
        var (server, endPoint) = await ServeAsync();
        var dora = await JoinAsync(endPoint, "Dora");

        await server.TypeAsync("/ban Dora for 1h");
        await dora.Button("Join again").ClickAsync();
        await dora.JoinAsync("Dora");

        await Expect(dora.Page.GetByText("You are banned from this server.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task WhoIsMutedKeepsTheTextAndSendsItLater()
    {
        var (server, endPoint) = await ServeAsync();
        var dora = await JoinAsync(endPoint, "Dora");
        await server.TypeAsync("/mute Dora for 1h");
        await server.OutputAsync("Dora");

        await dora.SayAsync("may I speak");
        var refused = await dora.SeesAsync("may I speak");
        await Expect(refused.GetByText("Not sent.")).ToBeVisibleAsync();
        await server.TypeAsync("/unmute Dora");
        await server.OutputAsync("Dora");
        await refused.GetByRole(AriaRole.Button, new() { Name = "Send again" }).ClickAsync();

        await server.OutputAsync("Dora: may I speak");
        await dora.HasSentAsync("may I speak");
    }

    [Fact]
    public async Task WhoWritesTooFastLosesNothing()
    {
        var (server, endPoint) = await ServeAsync("--rate-limit", "5/1s");
        var dora = await JoinAsync(endPoint, "Dora");

        for (var i = 10; i < 40; i++)
        {
            await dora.SayAsync($"line {i}");
        }

        for (var i = 10; i < 40; i++)
        {
            await server.OutputAsync($"Dora: line {i}");
        }

        await Expect(dora.Messages.GetByText("Not sent.")).ToHaveCountAsync(0);
    }
}
