using System.Net;
using System.Text.Json;
using LanTalk.Browser.Tests.Infrastructure;
using LanTalk.Testing;
using LanTalk.Testing.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LanTalk.Browser.Tests.Security;

/// <summary>Browsers open connections in advance and say nothing on them. A greeting there breaks the next load.</summary>
public sealed class SilentSocketTests(InstalledTool tool, Chromium chromium) : BrowserTest(tool, chromium)
{
    /// <summary>Opens a connection for an address that the page does not use yet, beside a request, as browsers do for what somebody types.</summary>
    private const string OpenInAdvance = """
        async (address) => {
          const link = document.createElement('link');
          link.rel = 'preconnect';
          link.href = address;
          document.head.append(link);
          await fetch('/identity', { cache: 'no-store' });
        }
        """;

    [Fact]
    public async Task SilentConnectionsOfABrowserAreClosedUngreetedAndItsPageLoadsAgainAndAgain()
    {
        var (_, endPoint) = await ServeAsync();
        await using var wire = Wire.Before(endPoint);
        await using var bare = await BareChromium.StartAsync(Chromium);
        var dora = await OpenAsync(bare.Context, $"http://{wire.EndPoint}/");
        await dora.JoinAsync("Dora");
        await dora.IsInAsync();

        for (var load = 0; load < 5; load++)
        {
            await dora.Page.ReloadAsync();
            await dora.IsInAsync();
            await AllSpokeOrEndedAsync();
        }

        var before = wire.Connections.Count;
        var sameServer = $"http://localhost:{wire.EndPoint.Port}/";
        await dora.Page.EvaluateAsync(OpenInAdvance, sameServer);
        await dora.WaitAsync(() => wire.Connections.Skip(before).Any(connection => connection.Ended.Task.IsCompleted && connection.SentByBrowser == 0));
        var erik = await OpenAsync(bare.Context, sameServer);
        await Expect(erik.NameBox).ToBeVisibleAsync();

        wire.Connections.Where(connection => connection.SentByBrowser == 0).Should().OnlyContain(connection => connection.SentByServer == 0);

        // The server closes a silent one, or the browser finds a use for it.
        Task AllSpokeOrEndedAsync() =>
            dora.WaitAsync(() => wire.Connections.All(connection => connection.SentByBrowser > 0 || connection.Ended.Task.IsCompleted));
    }

    [Fact]
    public async Task AVersionTwoClientIsGreetedAtAMachineWhoseBrowserIsInTheChat()
    {
        var (_, endPoint) = await ServeAsync();
        var dora = await JoinAsync(endPoint, "Dora");

        var (client, answer) = await LogInWhenGreetedAsync(endPoint, "Carol");
        using var carol = client;

        answer.GetProperty("type").GetString().Should().Be("auth_ok");
        await Expect(dora.People.GetByText("Carol", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task WhoLooksAtThePageForLongJoinsAndReloadsAllTheSame()
    {
        var (_, endPoint) = await ServeAsync();
        await using var bare = await BareChromium.StartAsync(Chromium);
        var dora = await OpenAsync(bare.Context, $"http://{endPoint}/");
        await Expect(dora.NameBox).ToBeVisibleAsync();

        // By now the server takes silence at this address for a version 2 client's.
        using var carol = (await LogInWhenGreetedAsync(endPoint, "Carol")).Client;
        await dora.JoinAsync("Dora");
        await dora.IsInAsync();

        using var eve = (await LogInWhenGreetedAsync(endPoint, "Eve")).Client;
        await dora.Page.ReloadAsync();
        await dora.IsInAsync();
    }

    [Fact]
    public async Task APageComesByItselfAlthoughTheBrowserHadOpenedItsConnectionLongBefore()
    {
        var (_, endPoint) = await ServeAsync();
        var (_, other) = await ServeAsAsync("Other", Directory.File("other"));
        await using var wire = Wire.Before(endPoint);
        await using var bare = await BareChromium.StartAsync(Chromium);
        var dora = await OpenAsync(bare.Context, $"http://{other}/");
        var page = await bare.Context.NewPageAsync();
        await dora.Page.EvaluateAsync(OpenInAdvance, $"http://{wire.EndPoint}/");
        await dora.WaitAsync(() => wire.Connections.Any(connection => connection.SentByServer > 0));

        // The greeting makes the browser's first try fail. Its request tells the server what it is, and its next try, a second later, succeeds.
        var failing = () => page.GotoAsync($"http://{wire.EndPoint}/");
        await failing.Should().ThrowAsync<PlaywrightException>();
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Your name" })).ToBeVisibleAsync();
    }

    /// <summary>
    /// Logs in with version 2, as a client that waits for the server to speak first. As long as the server remembers a visit of a browser at this address,
    /// it closes silent connections; the client tries again, as they all do.
    /// </summary>
    private static async Task<(TestClient Client, JsonElement Answer)> LogInWhenGreetedAsync(IPEndPoint server, string name)
    {
        while (true)
        {
            var client = await TestClient.ConnectAsync(server);
            try
            {
                return (client, await client.LogInAsync(name));
            }
            catch (EndOfStreamException)
            {
                client.Dispose();
            }
        }
    }
}
