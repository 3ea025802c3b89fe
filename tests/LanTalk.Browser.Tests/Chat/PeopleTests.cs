using LanTalk.Browser.Tests.Infrastructure;
using LanTalk.Testing.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LanTalk.Browser.Tests.Chat;

public sealed class PeopleTests(InstalledTool tool, Chromium chromium) : BrowserTest(tool, chromium)
{
    [Fact]
    public async Task WhoIsIgnoredIsNotShownUntilNoLongerIgnored()
    {
        var (_, endPoint) = await ServeAsync();
        var bob = await JoinFromPipeAsync(endPoint, "Bob");
        var dora = await JoinAsync(endPoint, "Dora");

        await dora.OpenPersonAsync("Bob");
        await dora.Button("Ignore").ClickAsync();
        await dora.Page.Keyboard.PressAsync("Escape");
        await bob.TypeAsync("you cannot hear me");
        await bob.OutputAsync("you cannot hear me");
        await dora.OpenPersonAsync("Bob");
        await dora.Button("Stop ignoring").ClickAsync();
        await dora.Page.Keyboard.PressAsync("Escape");
        await bob.TypeAsync("but now you can");

        await dora.SeesAsync("but now you can");
    }

    [Fact]
    public async Task TheServerSaysWhoSomebodyIs()
    {
        var (_, endPoint) = await ServeAsync();
        await JoinFromPipeAsync(endPoint, "Bob");
        var dora = await JoinAsync(endPoint, "Dora");

        await dora.OpenPersonAsync("Bob");
        await dora.Button("Who is it?").ClickAsync();

        await Expect(dora.Dialog).ToContainTextAsync("127.0.0.1");
    }

    [Fact]
    public async Task NamesAndCommandsAreCompleted()
    {
        var (_, endPoint) = await ServeAsync();
        var bob = await JoinFromPipeAsync(endPoint, "Bob");
        var dora = await JoinAsync(endPoint, "Dora");

        await dora.MessageBox.PressSequentiallyAsync("hello @B");
        await Expect(dora.Page.GetByRole(AriaRole.Option, new() { Name = "Bob" })).ToBeVisibleAsync();
        await dora.MessageBox.PressAsync("Tab");
        await dora.MessageBox.PressAsync("Enter");
        await bob.OutputAsync("Dora: hello @Bob");
        await dora.MessageBox.PressSequentiallyAsync("/whoi");
        await dora.MessageBox.PressAsync("Tab");

        await Expect(dora.MessageBox).ToHaveValueAsync("/whois ");
    }
}
