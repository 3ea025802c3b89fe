using LanTalk.Browser.Tests.Infrastructure;
using LanTalk.Testing.Processes;

namespace LanTalk.Browser.Tests.Looks;

public sealed class ChatScreensTests(InstalledTool tool, Chromium chromium) : AccessibilityTests(tool, chromium)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task NoScreenOfTheChatKeepsAnybodyOut(bool isPhone)
    {
        var (_, endPoint) = await ServeAsync("--rate-limit", "0");
        var bob = await JoinFromPipeAsync(endPoint, "Bob");
        await bob.TypeAsync("hello from Bob, with a narrow word");
        var visitor = await OpenAsync(endPoint, Window(isPhone));

        await Screens.ShowAllAsync(visitor, isPhone, screen => LookAsync(visitor.Page, screen));

        NothingIsWrong();
    }
}
