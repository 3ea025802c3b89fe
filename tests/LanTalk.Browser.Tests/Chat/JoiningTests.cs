using LanTalk.Browser.Tests.Infrastructure;
using LanTalk.Testing.Processes;
using Microsoft.Playwright;
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

    [Fact]
    public async Task ANameFromABrowserStaysItsOwnAfterItLeft()
    {
        var (_, endPoint) = await ServeAsync();
        var dora = await JoinAsync(endPoint, "Dora");
        await dora.SayAsync("from now on it is mine");
        await dora.HasSentAsync("from now on it is mine");
        await dora.SayAsync("/quit");
        await Expect(dora.Button("Join again")).ToBeVisibleAsync();

        var stranger = await OpenAsync(endPoint);
        await stranger.JoinAsync("Dora");
        await Expect(stranger.Page.GetByText("That name is taken. Choose another one.")).ToBeVisibleAsync();
        await dora.Button("Join again").ClickAsync();
        await dora.JoinAsync("Dora");

        await dora.IsInAsync();
    }

    [Fact]
    public async Task OverHttpsOneJoinsTheSameChat()
    {
        var (_, endPoint) = await ServeAsync("--password", "correct-horse");
        var bob = await JoinFromPipeAsync(endPoint, "Bob", "--password", "correct-horse");
        var dora = await OpenAsync($"https://{endPoint}/", new BrowserNewContextOptions { IgnoreHTTPSErrors = true });

        await dora.Page.GetByText("Is this the right server?").First.ClickAsync();
        await Expect(dora.Page.GetByText("This page came over an encrypted connection.")).ToBeVisibleAsync();
        await dora.JoinAsync("Dora", "correct-horse");
        await dora.IsInAsync();
        await dora.SayAsync("hello from the encrypted page");

        await bob.OutputAsync("Dora: hello from the encrypted page");
    }

    [Fact]
    public async Task WithoutWebSocketsThePageSaysWhatToDo()
    {
        var (_, endPoint) = await ServeAsync();
        var context = await NewContextAsync();
        await context.AddInitScriptAsync("delete window.WebSocket");

        var visitor = await OpenAsync(context, $"http://{endPoint}/");

        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "This browser cannot open the chat" })).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByText("Update it, or try another one.")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("de-CH", "de", "Dein Name", "Beitreten")]
    [InlineData("fr-CA", "fr", "Votre nom", "Rejoindre")]
    [InlineData("es-MX", "es", "Tu nombre", "Entrar")]
    [InlineData("zh-CN", "zh", "你的名字", "加入")]
    public async Task ThePageSpeaksTheBrowsersLanguage(string locale, string language, string nameBox, string button)
    {
        var (_, endPoint) = await ServeAsync();
        var visitor = await OpenAsync(endPoint, new BrowserNewContextOptions { Locale = locale });

        await visitor.Box(nameBox).FillAsync("Dora");
        await visitor.Button(button).ClickAsync();

        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", language);
        await Expect(visitor.Page.GetByRole(AriaRole.Article).Or(visitor.Page.GetByRole(AriaRole.Main))).ToBeVisibleAsync();
    }
}
