using LanTalk.Browser.Tests.Infrastructure;
using LanTalk.Testing.Processes;

namespace LanTalk.Browser.Tests.Chat;

public sealed class FirefoxTests(InstalledTool tool) : ToolTest(tool)
{
    [Fact]
    public async Task AFirefoxJoinsChatsWithATerminalAndIsBackAfterAReload()
    {
        var (_, endPoint) = await ServeAsync();
        var bob = Run("join", $"{endPoint}", "--name", "Bob");
        await bob.OutputAsync("you are on Alice's server");
        await using var firefox = await Firefox.StartAsync();

        await firefox.OpenAsync($"http://{endPoint}/");
        await firefox.EnterAsync("Your name", "Dora");
        await firefox.EnterAsync("Message", "hello from a browser");
        await bob.OutputAsync("hello from a browser");

        await bob.TypeAsync("hello from a terminal");
        await firefox.SeesAsync("hello from a terminal");

        await firefox.ReloadAsync();
        await firefox.SeesAsync("hello from a terminal");
        await firefox.EnterAsync("Message", "back again");
        await bob.OutputAsync("back again");
    }
}
