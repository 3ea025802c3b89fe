using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Faults;

public sealed class FrozenClientTests(InstalledTool tool) : FaultTest(tool)
{
    private const int Rounds = 2;
    private const int FrozenAtOnce = 7;

    private static readonly TimeSpan Frozen = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task ClientsThatAreFrozenHoldUpNobodyAndMissNothing()
    {
        var endPoint = FreeEndPoint();
        await ServeAtAsync(endPoint);
        var chatters = await JoinAllAsync(endPoint);
        var random = Seed.For(Users);

        await ChatDuringAsync(chatters, async () =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                var order = chatters.ToArray();
                random.Shuffle(order);
                await FreezeAsync(order[..FrozenAtOnce], order[FrozenAtOnce..], $"heard in round {round}");
            }
        });

        await EndAsync(chatters);
    }

    /// <summary>Freezes some for a while, during which all the others must hear each other.</summary>
    private static async Task FreezeAsync(Chatter[] frozen, Chatter[] others, string mark)
    {
        foreach (var chatter in frozen)
        {
            await chatter.Process.SignalAsync("STOP");
        }

        var over = Task.Delay(Frozen, TimeProvider.System);
        foreach (var chatter in others)
        {
            chatter.Ask($"{mark}: {chatter.Name}");
        }

        // If these waited for the frozen ones, they would wait here forever.
        await Task.WhenAll(others.Select(chatter => chatter.SeeAsync(mark, others.Length)));
        await over;
        foreach (var chatter in frozen)
        {
            await chatter.Process.SignalAsync("CONT");
        }
    }
}
