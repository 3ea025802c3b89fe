using LanTalk.EndToEnd.Tests.Infrastructure;

namespace LanTalk.EndToEnd.Tests.Faults;

public sealed class KilledServerTests(InstalledTool tool) : FaultTest(tool)
{
    private const int Kills = 20;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task AServerThatIsKilledTwentyTimesLosesAndDoublesNothing()
    {
        var endPoint = FreeEndPoint();
        var server = await ServeAtAsync(endPoint);
        var chatters = await JoinAllAsync(endPoint);

        await ChatDuringAsync(chatters, async () =>
        {
            var random = Seed.For(Users);
            for (var i = 0; i < Kills; i++)
            {
                // Counted from when it accepts again, so that clients are caught while they reconnect, catch up, and chat.
                await Task.Delay(Shortest + ((Longest - Shortest) * random.NextDouble()), TimeProvider.System);
                await server.SignalAsync("KILL");
                await server.ExitAsync();
                server = await ServeAtAsync(endPoint);
            }
        });

        await EndAsync(chatters);
        chatters.Sum(Losses).Should().BeGreaterThan(Users, "the kills must have met somebody");
    }
}
