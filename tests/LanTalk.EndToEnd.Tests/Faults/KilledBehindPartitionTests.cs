using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Faults;

public sealed class KilledBehindPartitionTests(InstalledTool tool) : BadLinkTest(tool)
{
    private const int Partitions = 3;
    private const int KillsInEach = 2;

    [Fact]
    public async Task AServerThatIsKilledWhileSomeAreCutOffLosesAndDoublesNothing()
    {
        await using var lan = await CreateLanAsync();
        var server = await ServeInAsync(lan, NoticeSoon);
        var chatters = await JoinAllAsync(lan);

        await ChatDuringAsync(chatters, async () =>
        {
            var random = Seed.For(Users);
            for (var i = 0; i < Partitions; i++)
            {
                // Clients on a host that is cut off do not hear that the server ended, and talk to one that does not know them.
                var cut = lan.Clients[random.Next(Hosts)];
                var pulled = lan.Clients[random.Next(Hosts)];
                cut.IsCut = true;
                await pulled.PullAsync();
                for (var kill = 0; kill < KillsInEach; kill++)
                {
                    await PassAsync(random, 0.5, 3);
                    await server.SignalAsync("KILL");
                    await server.ExitAsync();
                    server = await ServeInAsync(lan, NoticeSoon);
                }

                cut.IsCut = false;
                await pulled.PlugAsync();
            }
        });

        await EndAsync(chatters);
        chatters.Sum(Losses).Should().BePositive("the kills must have met somebody");
    }
}
