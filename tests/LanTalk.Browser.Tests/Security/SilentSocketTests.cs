using LanTalk.Browser.Tests.Infrastructure;
using LanTalk.Testing;
using LanTalk.Testing.Processes;
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
