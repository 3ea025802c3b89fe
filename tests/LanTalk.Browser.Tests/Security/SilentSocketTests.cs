using LanTalk.Browser.Tests.Infrastructure;
using LanTalk.Testing;
using LanTalk.Testing.Processes;
using static Microsoft.Playwright.Assertions;

namespace LanTalk.Browser.Tests.Security;

/// <summary>Browsers open connections in advance and say nothing on them. A greeting there breaks the next load.</summary>
public sealed class SilentSocketTests(InstalledTool tool, Chromium chromium) : BrowserTest(tool, chromium)
{
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
            foreach (var silent in wire.Connections.Where(connection => connection.SentByBrowser == 0))
            {
                // The server closes it, or the browser found a use for it.
                while (!silent.Ended.Task.IsCompleted && silent.SentByBrowser == 0)
                {
                    await dora.Page.EvaluateAsync("() => new Promise((drawn) => requestAnimationFrame(drawn))");
                }
            }
        }

        wire.Connections.Where(connection => connection.SentByBrowser == 0).Should().OnlyContain(connection => connection.SentByServer == 0);
    }

    [Fact]
    public async Task AVersionTwoClientIsGreetedAtAMachineWhoseBrowserIsInTheChat()
    {
        var (_, endPoint) = await ServeAsync();
        var dora = await JoinAsync(endPoint, "Dora");

        // While the browser has just loaded its page, silence is the browser's: the client is closed and tries again, as they all do.
        var answer = await GreetedAsync();

        answer.GetProperty("type").GetString().Should().Be("auth_ok");
        await Expect(dora.People.GetByText("Carol", new() { Exact = true })).ToBeVisibleAsync();

        async Task<System.Text.Json.JsonElement> GreetedAsync()
        {
            while (true)
            {
                var carol = await TestClient.ConnectAsync(endPoint);
                try
                {
                    return await carol.LogInAsync("Carol");
                }
                catch (EndOfStreamException)
                {
                    carol.Dispose();
                }
            }
        }
    }
}
