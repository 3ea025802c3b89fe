using System.Text;
using System.Text.Json.Nodes;
using LanTalk.Browser.Tests.Infrastructure;
using LanTalk.Server.History;
using LanTalk.Testing;
using LanTalk.Testing.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LanTalk.Browser.Tests.Security;

/// <summary>What others write is shown and never carried out. That nothing ran, and no policy was broken, every test checks at its end.</summary>
public sealed class HostileTests(InstalledTool tool, Chromium chromium) : BrowserTest(tool, chromium)
{
    private static readonly string[] Hostile =
    [
        "<img src=x onerror=\"window.ran='img'\">",
        "<script>window.ran='script'</script>",
        "<svg><animate onbegin=window.ran='svg' attributeName=x dur=1s>",
        "\"><iframe srcdoc=\"<script>parent.ran='frame'</script>\">",
        "javascript:window.ran='url'",
        "[click](javascript:window.ran='markdown') data:text/html,<script>window.ran='data'</script>",
        "http://127.0.0.1:1/\"onmouseover=\"window.ran='quote' https://user:secret@evil.example/ HTTPS://evil.example/'><b>bold",
        "`code <img src=x onerror=window.ran='code'>` and ```\n<script>window.ran='fence'</script>\n```",
        "@Dora <style>*{display:none}</style> &lt;b&gt; {{constructor.constructor('ran=1')()}} ${ran=1}",
        "\u202Eright to left \u2066isolated \u2069 \u200B\u200D\uFEFF \u0007\u001b[31mred \u009b32m \uFFFE",
        "__proto__ constructor toString %s %o %00 \u2028 \u2029 \ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67",
    ];

    [Fact]
    public async Task WhatOthersWriteIsShownAsItIs()
    {
        var (server, endPoint) = await ServeAsync("--rate-limit", "0");
        using var mallory = await TestClient.ConnectAsync(endPoint);
        await mallory.LogInAsync("Mallory");
        var dora = await JoinAsync(endPoint, "Dora");

        foreach (var text in Hostile)
        {
            await mallory.SayAsync(text);
            await mallory.SayAsync($"/me {text}");
            await mallory.SayAsync($"/topic {text}");
            await mallory.SayAsync($"/pm Dora {text}");
            await server.TypeAsync(text.ReplaceLineEndings(" "));
        }

        await mallory.SayAsync("that was all");
        await dora.SeesAsync("that was all");
        await ShowsOnlyHarmlessLinksAsync(dora);
        await dora.ScrollToTopAsync("<script>window.ran='script'</script>");
        await Expect(dora.Message("<script>window.ran='script'</script>").First).ToBeVisibleAsync();
        await ShowsOnlyHarmlessLinksAsync(dora);
        await dora.SayAsync("/search script");
        await Expect(dora.Page.GetByRole(AriaRole.List, new() { Name = "Results" }).GetByText("<script>").First).ToBeVisibleAsync();
        await dora.Place("Mallory").ClickAsync();
        await dora.ScrollToTopAsync("window.ran='img'");
        await Expect(dora.Message("window.ran='img'")).ToBeVisibleAsync();
        await ShowsOnlyHarmlessLinksAsync(dora);
        (await dora.Page.TitleAsync()).Should().Contain("LanTalk");
    }

    [Fact]
    public async Task WhatOneWritesOneselfIsSentAsItIs()
    {
        var (_, endPoint) = await ServeAsync("--rate-limit", "0");
        var dora = await JoinAsync(endPoint, "Dora");
        var erik = await JoinAsync(endPoint, "Erik");

        foreach (var text in Hostile[..9])
        {
            await dora.SayAsync(text);
        }

        await erik.SeesAsync("*{display:none}");
        await Expect(dora.Messages.GetByText("Sending")).ToHaveCountAsync(0);
        await ShowsOnlyHarmlessLinksAsync(erik);
        await dora.Page.ReloadAsync();
        await dora.SeesAsync("*{display:none}");
    }

    [Fact]
    public async Task AServersNameIsText()
    {
        var (_, endPoint) = await ServeAsync();
        var context = await NewContextAsync();
        await context.RouteAsync("**/identity", async route =>
        {
            var card = JsonNode.Parse(await (await route.FetchAsync()).TextAsync())!;
            card["server_name"] = Hostile[0] + "\u202E";
            await route.FulfillAsync(new() { Body = card.ToJsonString(), ContentType = "application/json" });
        });
        var dora = await OpenAsync(context, $"http://{endPoint}/");

        await Expect(dora.Page.GetByRole(AriaRole.Heading)).ToContainTextAsync("<img src=x onerror=");
        await dora.JoinAsync("Dora");
        await dora.IsInAsync();
    }

    /// <summary>The page's own care: this server would not have taken such names, but another one may.</summary>
    [Fact]
    public async Task NamesInThePastAreText()
    {
        string[] names = [Hostile[0], Hostile[1], "javascript:ran=1", "__proto__", "\u202Eevil\u0007\u001b[31m"];
        using (var store = SqliteRoomStore.Open(Directory.Path, new HistoryLimit()))
        {
            await store.AppendAsync("lobby", 0, names.Select((name, i) =>
                new StoredMessage(0, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), name, Encoding.UTF8.GetBytes($"said by {i}"))).ToArray());
        }

        var (_, endPoint) = await ServeAsync();
        var dora = await JoinAsync(endPoint, "Dora");

        for (var i = 0; i < 4; i++)
        {
            await Expect(await dora.SeesAsync($"said by {i}")).ToContainTextAsync(names[i]);
        }

        (await (await dora.SeesAsync("said by 4")).InnerTextAsync()).Should().Contain("evil").And.NotContainAny("\u202E", "\u0007", "\u001b");
        await ShowsOnlyHarmlessLinksAsync(dora);
        await dora.SayAsync("/search said");
        await Expect(dora.Page.GetByRole(AriaRole.List, new() { Name = "Results" }).GetByText("<script>").First).ToBeVisibleAsync();
        await dora.Message("said by 1").GetByText("<script>").ClickAsync();
        await Expect(dora.Dialog).ToContainTextAsync("<script>");
    }

    [Theory]
    [InlineData("<img src=x onerror=window.ran=1>")]
    [InlineData("javascript:window.ran=1")]
    [InlineData("Do\u202Era")]
    [InlineData("Do\u200Bra")]
    public async Task AHostileNameIsRefused(string name)
    {
        var (_, endPoint) = await ServeAsync();
        var visitor = await OpenAsync(endPoint);

        await visitor.JoinAsync(name);

        await Expect(visitor.Page.GetByText("That name cannot be used.")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("#<img src=x onerror=window.ran=1>")]
    [InlineData("#AAAA.<script>window.ran=1</script>.<b>room")]
    [InlineData("?q=<script>window.ran=1</script>#..javascript:window.ran=1")]
    public async Task ALinkIsNotBelieved(string address)
    {
        var (_, endPoint) = await ServeAsync();

        var visitor = await OpenAsync($"http://{endPoint}/{address}");

        var heading = visitor.Page.GetByRole(AriaRole.Heading);
        await Expect(heading.Filter(new() { HasText = "Join Alice" }).Or(heading.Filter(new() { HasText = "This link is not complete" }))).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("body :is(img, script, b)")).ToHaveCountAsync(0);
        await Expect(visitor.Page.Locator("script")).ToHaveCountAsync(1); // the page's own
    }

    /// <summary>Links lead to pages, in tabs of their own that do not know where they come from.</summary>
    private static async Task ShowsOnlyHarmlessLinksAsync(Visitor visitor)
    {
        foreach (var link in await visitor.Messages.GetByRole(AriaRole.Link).AllAsync())
        {
            (await link.GetAttributeAsync("href")).Should().MatchRegex("^https?://[^@]*$");
            (await link.GetAttributeAsync("rel")).Should().Contain("noopener");
        }

        await Expect(visitor.Messages.Locator("img, script, style, iframe, b, [onerror], [onmouseover], [style*=background]")).ToHaveCountAsync(0);
    }
}
