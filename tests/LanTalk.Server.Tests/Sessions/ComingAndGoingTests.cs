using System.Text.Json;

namespace LanTalk.Server.Tests.Sessions;

public sealed class ComingAndGoingTests
{
    private const int Messages = 5000;
    private const int Sessions = 200;

    /// <summary>Posts while others join and leave at random; the seed determines the order.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(20261124, 50)]
    public async Task WhoeverComesAndGoesSeesAGaplessRunFromItsJoinToItsEnd(int seed, int backlog)
    {
        await using var server = TestServer.Start(options => options with
        {
            RateLimit = null,
            MaxPerAddress = 0,
            SendWindow = 0,
            Backlog = backlog,
        });
        var poster = await server.JoinAsync("Poster");
        var posted = 0;
        var stays = Enumerable.Range(0, Sessions).Select(StayAsync).ToList();
        for (var i = 1; i <= Messages; i++)
        {
            await poster.SayAsync($"{i}");

            // The answer to a ping proves it handled; without one now and then, everything would be posted before anybody joined.
            if (i % 25 == 0)
            {
                await poster.DrainAsync();
                Volatile.Write(ref posted, i);
            }
        }

        var seen = await Task.WhenAll(stays);

        seen.Sum(run => run.Count).Should().BeGreaterThan(Messages, "otherwise they saw nothing of each other");

        async Task<IReadOnlyList<int>> StayAsync(int number)
        {
            var random = new Random(HashCode.Combine(seed, number));
            var (from, until) = Order(random.Next(Messages), random.Next(Messages));
            await UntilPostedAsync(from);
            var before = Volatile.Read(ref posted);
            var client = await server.JoinAsync($"user-{number}", buffer: 1024 * 1024);
            await UntilPostedAsync(until);
            var atLeast = Volatile.Read(ref posted);
            await client.SendJsonAsync(new { type = "quit" });

            var run = NumbersOf(await client.ReadToEndAsync());
            run.Should().Equal(Enumerable.Range(run.FirstOrDefault(), run.Count), "session {0} of seed {1} must see no gap", number, seed);
            if (run.Count > 0)
            {
                run[0].Should().BeGreaterThan(before - backlog);
                run[^1].Should().BeGreaterThanOrEqualTo(atLeast);
            }

            return run;
        }

        async Task UntilPostedAsync(int number)
        {
            while (Volatile.Read(ref posted) < number / 25 * 25)
            {
                await Task.Yield();
            }
        }
    }

    private static (int From, int Until) Order(int a, int b) => a < b ? (a, b) : (b, a);

    private static List<int> NumbersOf(IEnumerable<JsonElement> messages) =>
        [.. messages.Texts("message").Select(text => int.Parse(text!, System.Globalization.CultureInfo.InvariantCulture))];
}
