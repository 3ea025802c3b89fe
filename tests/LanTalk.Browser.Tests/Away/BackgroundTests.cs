using LanTalk.Browser.Tests.Infrastructure;
using LanTalk.Testing.Processes;
using static Microsoft.Playwright.Assertions;

namespace LanTalk.Browser.Tests.Away;

public sealed class BackgroundTests(InstalledTool tool, Chromium chromium) : BrowserTest(tool, chromium)
{
    [Fact]
    public async Task ATabInTheBackgroundCountsInItsTitleWhatWasNotSeen()
    {
        var (_, endPoint) = await ServeAsync();
        var bob = await JoinFromPipeAsync(endPoint, "Bob");
        var dora = await JoinAsync(endPoint, "Dora");
        await PutInBackgroundAsync(dora);

        await bob.TypeAsync("one that she does not see");
        await bob.TypeAsync("two, for @Dora");

        await Expect(dora.Page).ToHaveTitleAsync("(2) Alice · LanTalk");
        await dora.Page.BringToFrontAsync();
        await Expect(dora.Page).ToHaveTitleAsync("Alice · LanTalk");
        await Expect(dora.Page.GetByText("New messages", new() { Exact = true })).ToBeVisibleAsync();
        await dora.SeesAsync("two, for @Dora");
    }

    [Fact]
    public async Task ATabInTheBackgroundComesBackByItselfAfterTheServerWasKilled()
    {
        var endPoint = FreeEndPoint();
        var server = await ServeAtAsync(endPoint);
        var dora = await JoinAsync(endPoint, "Dora");
        await PutInBackgroundAsync(dora);

        await server.SignalAsync("KILL");
        await server.ExitAsync();
        await Expect(dora.Connection).Not.ToHaveTextAsync("Connected");
        server = await ServeAtAsync(endPoint);
        await dora.IsInAsync();
        await server.TypeAsync("is anybody there");

        await Expect(dora.Page).ToHaveTitleAsync("(1) Alice · LanTalk");
        await dora.Page.BringToFrontAsync();
        await dora.SeesAsync("is anybody there");
    }

    /// <summary>
    /// Opens another tab before this one, which loses the focus that Playwright gives to all. Without a screen it is drawn on, and "visible", all
    /// the same.
    /// </summary>
    private static async Task PutInBackgroundAsync(Visitor visitor)
    {
        var session = await visitor.Page.Context.NewCDPSessionAsync(visitor.Page);
        await session.SendAsync("Emulation.setFocusEmulationEnabled", new() { ["enabled"] = false });
        var other = await visitor.Page.Context.NewPageAsync();
        await other.BringToFrontAsync();
        await visitor.Page.WaitForFunctionAsync("() => !document.hasFocus()");
    }
}
