using LanTalk.Client.Shares;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Client.Tests.Shares;

public sealed class TransferRetryTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task AStallIsReportedOnce()
    {
        var told = 0;
        var rest = new TaskCompletionSource();
        var running = new TransferRetry(_time, new Random(1)) { Stalled = () => told++ }.RunAsync(
            async attempt =>
            {
                await rest.Task;
                attempt.GetOn();
                return true;
            },
            TestContext.Current.CancellationToken);

        _time.Advance(TimeSpan.FromSeconds(4));
        told.Should().Be(0);
        _time.Advance(TimeSpan.FromSeconds(1));
        told.Should().Be(1);
        _time.Advance(TimeSpan.FromSeconds(20));
        told.Should().Be(1);

        rest.SetResult();
        (await running).Should().BeTrue();
        _time.Advance(TimeSpan.FromSeconds(20));
        told.Should().Be(1, "it is over");
    }

    [Fact]
    public async Task EverySignOfLifeRestartsTheWait()
    {
        var told = 0;
        var steps = new[] { new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource() };
        var running = new TransferRetry(_time, new Random(1)) { Stalled = () => told++ }.RunAsync(
            async attempt =>
            {
                foreach (var step in steps)
                {
                    await step.Task;
                    attempt.Live();
                }

                return true;
            },
            TestContext.Current.CancellationToken);

        foreach (var step in steps)
        {
            _time.Advance(TimeSpan.FromSeconds(4));
            step.SetResult();
        }

        await running;
        told.Should().Be(0);
    }
}
