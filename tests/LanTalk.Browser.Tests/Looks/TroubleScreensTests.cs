using LanTalk.Browser.Tests.Infrastructure;
using LanTalk.Testing.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LanTalk.Browser.Tests.Looks;

/// <summary>The screens that most people never see.</summary>
public sealed class TroubleScreensTests(InstalledTool tool, Chromium chromium) : AccessibilityTests(tool, chromium)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task NoScreenOfATroubleKeepsAnybodyOut(bool isPhone)
    {
        var endPoint = FreeEndPoint();
        var server = await ServeAtAsync(endPoint);
        var dora = await OpenAsync(endPoint, Window(isPhone));
        await dora.JoinAsync("Dora");
        await dora.IsInAsync();

        var second = await OpenAsync(dora.Page.Context, $"http://{endPoint}/");
        await LookAsync(second, "another tab", "Open in another tab");
        await second.Page.CloseAsync();

        await server.TypeAsync("/mute Dora for 1h");
        await server.OutputAsync("Dora");
        await dora.SayAsync("a text that nobody may read");
        await Expect(dora.Messages.GetByText("Not sent.")).ToBeVisibleAsync();
        await LookAsync(dora.Page, "not sent");
        await server.TypeAsync("/kick Dora too loud");
        await LookAsync(dora, "kicked", "You were removed from the chat");

        var wrongLink = await OpenAsync($"http://{endPoint}/#{new string('A', 43)}", Window(isPhone));
        await LookAsync(wrongLink, "not invited", "This is not the server in your invitation");
        var brokenLink = await OpenAsync($"http://{endPoint}/#AAA", Window(isPhone));
        await LookAsync(brokenLink, "broken link", "This link is not complete");

        await dora.Button("Join again").ClickAsync();
        await dora.JoinAsync("Dora");
        await dora.IsInAsync();
        await server.SignalAsync("KILL");
        await server.ExitAsync();
        await Expect(dora.Connection).Not.ToHaveTextAsync("Connected");
        await dora.SayAsync("a text for later");
        await LookAsync(dora.Page, "offline");
        await ServeAtAsync(endPoint, "impostor");
        await LookAsync(dora, "another server", "This is not the server you know");

        NothingIsWrong();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task NoInvitationKeepsAnybodyOut(bool isPhone)
    {
        var (_, endPoint) = await ServeAsync("--password", "correct-horse", "--invites", "everybody");
        var dora = await OpenAsync(endPoint, Window(isPhone));
        await LookAsync(dora.Page, "join, with a password");
        await dora.JoinAsync("Dora", "correct-horse");
        await dora.IsInAsync();

        await dora.SayAsync("/invite");
        await dora.Button("Create invitation").ClickAsync();
        await Expect(dora.Button("Copy link")).ToBeVisibleAsync();
        await LookAsync(dora.Page, "an invitation");
        await dora.Button("Full screen").ClickAsync();
        await Expect(dora.Dialog.GetByText("Scan to join")).ToBeVisibleAsync();
        await LookAsync(dora.Page, "an invitation, as large as the screen");
        await dora.Page.Keyboard.PressAsync("Escape");

        NothingIsWrong();
    }

    private async Task LookAsync(Visitor visitor, string screen, string heading)
    {
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = heading })).ToBeVisibleAsync();
        await LookAsync(visitor.Page, screen);
    }
}
