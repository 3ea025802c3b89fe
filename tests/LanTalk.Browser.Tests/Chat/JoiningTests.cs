using LanTalk.Browser.Tests.Infrastructure;
using LanTalk.Testing.Processes;
using static Microsoft.Playwright.Assertions;

namespace LanTalk.Browser.Tests.Chat;

public sealed class JoiningTests(InstalledTool tool, Chromium chromium) : BrowserTest(tool, chromium)
{
    [Fact]
    public async Task ANameThatIsTakenIsRefusedAndAnotherOneLetsIn()
    {
        var (_, endPoint) = await ServeAsync();
        await JoinFromPipeAsync(endPoint, "Bob");
        var visitor = await OpenAsync(endPoint);

        await visitor.JoinAsync("Bob");
        await Expect(visitor.Page.GetByText("That name is taken. Choose another one.")).ToBeVisibleAsync();
        await Expect(visitor.NameBox).ToBeFocusedAsync();
        await visitor.JoinAsync("no name");
        await Expect(visitor.Page.GetByText("That name cannot be used.")).ToBeVisibleAsync();
        await visitor.JoinAsync("Dora");

        await visitor.IsInAsync();
    }

    [Fact]
    public async Task AWrongPasswordIsRefusedAndTheRightOneLetsIn()
    {
        var (_, endPoint) = await ServeAsync("--password", "correct-horse");
        var visitor = await OpenAsync(endPoint);

        await visitor.JoinAsync("Dora", "wrong-horse");
        await Expect(visitor.Page.GetByText("That password is not right. Check it and try again.")).ToBeVisibleAsync();
        await visitor.JoinAsync("Dora", "correct-horse");

        await visitor.IsInAsync();
    }

    [Fact]
    public async Task WithoutANameOrThePasswordThePageSaysWhatIsMissing()
    {
        var (_, endPoint) = await ServeAsync("--password", "correct-horse");
        var visitor = await OpenAsync(endPoint);

        await visitor.Button("Join").ClickAsync();
        await Expect(visitor.Page.GetByText("Type a name first.")).ToBeVisibleAsync();
        await visitor.JoinAsync("Dora");

        await Expect(visitor.Page.GetByText("This chat needs a password.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task TheNameIsRememberedAndTheTabComesBackByItself()
    {
        var (_, endPoint) = await ServeAsync();
        var dora = await JoinAsync(endPoint, "Dora");

        await dora.Page.ReloadAsync();
        await dora.IsInAsync();
        await dora.Page.CloseAsync();
        var later = await OpenAsync(dora.Page.Context, $"http://{endPoint}/");

        await Expect(later.NameBox).ToHaveValueAsync("Dora");
    }
}
