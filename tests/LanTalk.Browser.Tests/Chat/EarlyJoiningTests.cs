using System.Text.Json;
using LanTalk.Browser.Tests.Infrastructure;
using LanTalk.Testing.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LanTalk.Browser.Tests.Chat;

/// <summary>The join form can be used before the page's script has run.</summary>
public sealed class EarlyJoiningTests(InstalledTool tool, Chromium chromium) : BrowserTest(tool, chromium)
{
    private readonly TaskCompletionSource _isRead = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task ANameTypedBeforeTheScriptRunsIsKeptWithItsCursor()
    {
        var (_, endPoint) = await ServeAsync();
        var dora = await OpenAsync(await SlowContextAsync(), $"http://{endPoint}/");

        await Expect(dora.NameBox).ToBeFocusedAsync();
        await dora.Page.Keyboard.TypeAsync("Dra");
        await dora.Page.Keyboard.PressAsync("ArrowLeft");
        await dora.Page.Keyboard.PressAsync("ArrowLeft");
        await ReadAsync(dora);
        await dora.Page.Keyboard.TypeAsync("o");
        await dora.Page.Keyboard.PressAsync("Enter");

        await dora.IsInAsync();
        await Expect(dora.People).ToContainTextAsync("Dora");
    }

    [Fact]
    public async Task AnEarlyPressOfJoinCountsOnceTheScriptRuns()
    {
        var (_, endPoint) = await ServeAsync("--password", "correct-horse");
        var dora = await OpenAsync(await SlowContextAsync(), $"http://{endPoint}/");

        await dora.JoinAsync("Dora", "correct-horse");
        await Expect(dora.Button("Join")).ToHaveAttributeAsync("aria-disabled", "true");
        dora.Page.Url.Should().Be($"http://{endPoint}/");
        _isRead.SetResult();

        await dora.IsInAsync();
    }

    [Fact]
    public async Task AMissingNameIsReportedOnceTheScriptRuns()
    {
        var (_, endPoint) = await ServeAsync();
        var dora = await OpenAsync(await SlowContextAsync(), $"http://{endPoint}/");

        await dora.Button("Join").ClickAsync();
        _isRead.SetResult();

        await Expect(dora.Page.GetByText("Type a name first.")).ToBeVisibleAsync();
        await dora.JoinAsync("Dora");
        await dora.IsInAsync();
    }

    [Fact]
    public async Task AnInvitationsPageNeverAsksForThePassword()
    {
        var (_, endPoint) = await ServeAsync("--password", "correct-horse");
        var (_, inviting) = await RunToEndAsync(["invite", "--json"]);
        var link = JsonSerializer.Deserialize<JsonElement>(inviting.Output.Single()).GetProperty("url").GetString()!;
        var dora = await OpenAsync(await SlowContextAsync(), link);

        await Expect(dora.NameBox).ToBeVisibleAsync();
        await Expect(dora.PasswordBox).ToHaveCountAsync(0);
        await dora.JoinAsync("Dora");
        _isRead.SetResult();

        await dora.IsInAsync();
    }

    [Fact]
    public async Task TheFormStaysWhereItIsWhenTheScriptComes()
    {
        var (_, endPoint) = await ServeAsync("--password", "correct-horse");
        var dora = await OpenAsync(await SlowContextAsync(Phone), $"http://{endPoint}/#..ops");

        var before = await PlacesAsync(dora);
        await ReadAsync(dora);

        (await PlacesAsync(dora)).Should().Equal(before);
        await Expect(dora.Page.GetByText("You are invited to the room ops.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task AReloadOfTheChatDoesNotShowTheForm()
    {
        var (_, endPoint) = await ServeAsync();
        var context = await SlowContextAsync();
        var dora = await OpenAsync(context, $"http://{endPoint}/");
        _isRead.SetResult();
        await dora.JoinAsync("Dora");
        await dora.IsInAsync();

        var isHeld = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await context.RouteAsync("**/app.*.js", async route =>
        {
            await isHeld.Task;
            await route.FallbackAsync();
        });
        await dora.Page.ReloadAsync(new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await Expect(dora.NameBox).ToHaveCountAsync(0);
        isHeld.SetResult();

        await dora.IsInAsync();
    }

    [Fact]
    public async Task AScriptThatFailsToLoadIsLoadedAgain()
    {
        var (_, endPoint) = await ServeAsync();
        var context = await NewContextAsync();
        await context.RouteAsync("**/app.*.js", route => route.AbortAsync());

        var dora = await OpenAsync(context, $"http://{endPoint}/");

        await dora.JoinAsync("Dora");
        await dora.IsInAsync();
    }

    [Fact]
    public async Task AScriptThatNeverLoadsIsReported()
    {
        var (_, endPoint) = await ServeAsync();
        var context = await NewContextAsync();
        await context.RouteAsync("**/app.*.js*", route => route.AbortAsync());

        var dora = await OpenAsync(context, $"http://{endPoint}/");

        await Expect(dora.Page.GetByText("The page could not start. Reload it, or try a newer browser.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task WithoutScriptsThePageSaysSo()
    {
        var (_, endPoint) = await ServeAsync();

        var dora = await OpenAsync(endPoint, new BrowserNewContextOptions { JavaScriptEnabled = false, Locale = "de-DE" });

        var note = dora.Page.Locator("noscript");
        (await note.TextContentAsync()).Should().StartWith("LanTalk braucht JavaScript.");
        await note.ClickAsync(new() { Trial = true }); // nothing lies over it
    }

    /// <summary>A browser that gets the page's script only when <see cref="_isRead"/> is set.</summary>
    private async Task<IBrowserContext> SlowContextAsync(BrowserNewContextOptions? screen = null)
    {
        var context = await NewContextAsync(screen);
        await context.RouteAsync("**/app.*.js", async route =>
        {
            await _isRead.Task;
            await route.ContinueAsync();
        });
        return context;
    }

    /// <summary>Lets the script run, and waits until it has taken over the page.</summary>
    private async Task ReadAsync(Visitor visitor)
    {
        _isRead.SetResult();
        await Expect(visitor.Page.GetByText("Is this the right server?")).ToBeVisibleAsync();
    }

    private static async Task<float[]> PlacesAsync(Visitor visitor)
    {
        var boxes = await Task.WhenAll(
            visitor.NameBox.BoundingBoxAsync(), visitor.PasswordBox.BoundingBoxAsync(), visitor.Button("Join").BoundingBoxAsync());
        return [.. boxes.Select(box => box!.Y)];
    }
}
