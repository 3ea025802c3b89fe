using LanTalk.Browser.Tests.Infrastructure;
using LanTalk.Testing.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LanTalk.Browser.Tests.Looks;

public sealed class KeyboardTests(InstalledTool tool, Chromium chromium) : BrowserTest(tool, chromium)
{
    [Fact]
    public async Task OneJoinsTalksAndLeavesWithoutAMouse()
    {
        var (server, endPoint) = await ServeAsync();
        var dora = await OpenAsync(endPoint);
        var keys = dora.Page.Keyboard;

        await Expect(dora.NameBox).ToBeFocusedAsync();
        await keys.TypeAsync("Dora");
        await keys.PressAsync("Enter");
        await Expect(dora.MessageBox).ToBeFocusedAsync();
        await keys.TypeAsync("typed by hand");
        await keys.PressAsync("Shift+Enter");
        await keys.TypeAsync("in two lines");
        await keys.PressAsync("Enter");
        await server.OutputAsync("typed by hand");
        await dora.HasSentAsync("in two lines");

        await keys.TypeAsync("/join op");
        await keys.TypeAsync("s");
        await keys.PressAsync("Enter");
        await Expect(dora.Place("ops")).ToHaveAttributeAsync("aria-current", "page");
        await keys.PressAsync("Alt+ArrowUp");
        await Expect(dora.Place("Lobby")).ToHaveAttributeAsync("aria-current", "page");
        await keys.PressAsync("Control+/");
        await Expect(dora.Dialog).ToContainTextAsync("Keyboard shortcuts");
        await keys.PressAsync("Escape");
        await Expect(dora.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(dora.MessageBox).ToBeFocusedAsync();
        await keys.TypeAsync("/quit");
        await keys.PressAsync("Enter");

        await Expect(dora.Button("Join again")).ToBeVisibleAsync();
    }
}
