using LanTalk.Server.Periodic;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Server.Tests.Periodic;

public sealed class PeriodicServiceTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly RecordedLog _log = new();
    private readonly Rounds _rounds;

    public PeriodicServiceTests() => _rounds = new Rounds(_time, _log);

    [Fact]
    public async Task ARoundThatFailsIsLoggedOnceForEachCauseAndTheNextOneComes()
    {
        _rounds.Failure = new InvalidOperationException("one");
        await _rounds.StartAsync(CancellationToken.None);
        await _rounds.NextAsync();
        await PassAsync();
        _rounds.Failure = new IOException("another");
        await PassAsync();
        _rounds.Failure = null;
        await PassAsync();
        _rounds.Failure = new IOException("another");
        await PassAsync();
        await _rounds.StopAsync(CancellationToken.None);

        _log.Lines.Should().HaveCount(3).And.OnlyContain(line => line == "A round of Rounds failed");
    }

    [Fact]
    public async Task ItEndsQuietlyWhenTheServerStops()
    {
        await _rounds.StartAsync(CancellationToken.None);
        await _rounds.NextAsync();

        await _rounds.StopAsync(CancellationToken.None);

        _rounds.ExecuteTask!.IsCompletedSuccessfully.Should().BeTrue();
        _log.Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task ItEndsQuietlyWhenItIsOnlyDisposedAsAfterAFailedStart()
    {
        await _rounds.StartAsync(CancellationToken.None);
        await _rounds.NextAsync();

        _rounds.Dispose();

        await _rounds.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(30));
        _log.Lines.Should().BeEmpty();
    }

    public void Dispose() => _rounds.Dispose();

    private async Task PassAsync()
    {
        _time.Advance(Interval);
        await _rounds.NextAsync();
    }

    private sealed class Rounds(TimeProvider time, ILogger logger) : PeriodicService(Interval, time, logger)
    {
        private readonly SemaphoreSlim _done = new(0);

        public Exception? Failure { get; set; }

        public Task NextAsync() => _done.WaitAsync().WaitAsync(TimeSpan.FromSeconds(30));

        protected override Task RoundAsync(CancellationToken stopping)
        {
            var failure = Failure;
            _done.Release();
            return failure is null ? Task.CompletedTask : Task.FromException(failure);
        }
    }
}
