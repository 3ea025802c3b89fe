using LanTalk.Browser.Tests.Infrastructure;
using LanTalk.Testing;
using LanTalk.Testing.Processes;
using static Microsoft.Playwright.Assertions;

namespace LanTalk.Browser.Tests.Chat;

public sealed class ConversationTests(InstalledTool tool, Chromium chromium) : BrowserTest(tool, chromium)
{
    [Fact]
    public async Task ABrowserATerminalAndVersionTwoTalkInOneRoom()
    {
        var (_, endPoint) = await ServeAsync();
        using var carol = await TestClient.ConnectAsync(endPoint);
        await carol.LogInAsync("Carol");
        var bob = await JoinFromPipeAsync(endPoint, "Bob");
        var dora = await JoinAsync(endPoint, "Dora");

        await dora.SayAsync("hello from the page");
        await bob.OutputAsync("Dora: hello from the page");
        (await carol.ReadTextsAsync("message", 1)).Should().Equal("hello from the page");
        await dora.HasSentAsync("hello from the page");

        await bob.TypeAsync("hello from the terminal");
        await Expect(await dora.SeesAsync("hello from the terminal")).ToContainTextAsync("Bob");
        await carol.SayAsync("hello from version two");
        await Expect(await dora.SeesAsync("hello from version two")).ToContainTextAsync("Carol");
        foreach (var name in new[] { "Bob", "Carol", "Dora" })
        {
            await Expect(dora.People.GetByText(name, new() { Exact = true })).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task TwoBrowsersSeeEachOtherComeTalkAndGo()
    {
        var (_, endPoint) = await ServeAsync();
        var dora = await JoinAsync(endPoint, "Dora");
        var erik = await JoinAsync(endPoint, "Erik", Phone);

        await erik.SayAsync("I am on a phone");
        await dora.SeesAsync("I am on a phone");
        await dora.SayAsync("/me nods");
        await erik.SeesAsync("nods");
        await erik.SayAsync("/quit");

        await Expect(dora.People.GetByText("Erik", new() { Exact = true })).ToHaveCountAsync(0);
    }
}
