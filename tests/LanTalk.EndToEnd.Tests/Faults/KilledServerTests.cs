using System.Net;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Faults;

public sealed class KilledServerTests(InstalledTool tool) : FaultTest(tool)
{
    private const int Kills = 20;
    private const int Terminals = 6;

    // Its browsers send without a pause what they had to keep.
    private static readonly string[] NoRateLimit = ["--rate-limit", "0"];

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task AServerThatIsKilledTwentyTimesLosesAndDoublesNothing()
    {
        var endPoint = FreeEndPoint();
        var server = await ServeAtAsync(endPoint);
        var chatters = await JoinAllAsync(endPoint);

        await ChatDuringAsync(chatters, () => KillAsync(server, endPoint));

        await EndAsync(chatters);
        chatters.Sum(Losses).Should().BeGreaterThan(Users, "the kills must have met somebody");
    }

    [Fact]
    public async Task BrowsersBesideTerminalsLoseAndDoubleNothingEither()
    {
        var endPoint = FreeEndPoint();
        var server = await ServeAtAsync(endPoint, NoRateLimit);
        var chatters = await JoinAllAsync(endPoint, Terminals);
        var browsers = Enumerable.Range(0, Users - Terminals).Select(i => new BrowserChatter($"browser-{i}", endPoint)).ToList();
        await Task.WhenAll(browsers.Select(browser => browser.JoinAsync())).WaitAsync(ToolProcess.Patience);
        try
        {
            await ChatDuringAsync(chatters, () => KillAsync(server, endPoint, NoRateLimit), browsers);

            await EndAsync(chatters, browsers);
            browsers.Sum(browser => browser.Losses).Should().BeGreaterThan(browsers.Count, "the kills must have met somebody");
        }
        finally
        {
            foreach (var browser in browsers)
            {
                await browser.DisposeAsync();
            }
        }
    }

    private async Task KillAsync(ToolProcess server, IPEndPoint endPoint, params string[] more)
    {
        var random = Seed.For(Users);
        for (var i = 0; i < Kills; i++)
        {
            // Counted from when it accepts again, so that clients are caught while they reconnect, catch up, and chat.
            await Task.Delay(Shortest + ((Longest - Shortest) * random.NextDouble()), TimeProvider.System);
            await server.SignalAsync("KILL");
            await server.ExitAsync();
            server = await ServeAtAsync(endPoint, more);
        }
    }
}
