using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Faults;

public sealed class BadLinkTests(InstalledTool tool) : BadLinkTest(tool)
{
    [Fact]
    public async Task OverLinksThatAreSlowAndLosePacketsNothingIsLostOrDoubled()
    {
        await using var lan = await CreateLanAsync(delay: TimeSpan.FromMilliseconds(200), loss: 0.05);
        await ServeInAsync(lan);
        var chatters = await JoinAllAsync(lan);

        await ChatDuringAsync(chatters, () => PassAsync(Seed.For(Users), 15, 20));

        await EndAsync(chatters);
    }

    /// <summary>Short cuts are over before anybody notices; TCP makes up for them. After long ones the clients have to reconnect.</summary>
    [Fact]
    public async Task PartitionsShortAndLongLoseAndDoubleNothing()
    {
        await using var lan = await CreateLanAsync();
        await ServeInAsync(lan, NoticeSoon);
        var chatters = await JoinAllAsync(lan);

        await ChatDuringAsync(chatters,
            () => Task.WhenAll(lan.Clients.Select((host, i) => PartitionTwiceAsync(host, Seed.For(Users + i), isPulled: i % 2 == 0))));

        await EndAsync(chatters);
        chatters.Sum(Losses).Should().BePositive("a long partition must have been noticed");
    }

    [Fact]
    public async Task ACableThatIsPulledWhileNothingIsSaidIsNoticedByItsUsersAndTheyAreBackBeforeAnybodyIsTold()
    {
        await using var lan = await CreateLanAsync();
        await ServeInAsync(lan, NoticeSoon);
        var chatters = await JoinAllAsync(lan);

        await Task.WhenAll(lan.Clients[0].PullAsync(), lan.Clients[1].PullAsync());
        var pulled = UsersOn(chatters, 0, 1);

        // Only the silence tells them, and the server's side of their connections hears no end either.
        await Task.WhenAll(pulled.Select(chatter => chatter.Process.ErrorAsync("the connection is lost")));
        foreach (var chatter in UsersOn(chatters, 2, 3))
        {
            await chatter.SayAsync($"{chatter.Name} says what they miss");
        }

        await Task.WhenAll(lan.Clients[0].PlugAsync(), lan.Clients[1].PlugAsync());
        await Task.WhenAll(pulled.Select(chatter => chatter.Process.ErrorAsync("back on")));

        chatters.Should().NotContain(chatter => chatter.Process.Output.Any(line => line.Contains("\"event\":\"leave\"")));
        await EndAsync(chatters);
    }

    private static async Task PartitionTwiceAsync(BadHost host, Random random, bool isPulled)
    {
        foreach (var (atLeast, atMost) in new[] { (10, 20), (1, 5) })
        {
            await PassAsync(random, 0.5, 3);
            await (isPulled ? host.PullAsync() : Cut(true));
            await PassAsync(random, atLeast, atMost);
            await (isPulled ? host.PlugAsync() : Cut(false));
        }

        Task Cut(bool isCut)
        {
            host.IsCut = isCut;
            return Task.CompletedTask;
        }
    }
}
