using LanTalk.Server.Periodic;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.History;

/// <summary>Does what the store wants done, in the background: once a second the index, once a minute what is beyond the limit.</summary>
/// <remarks>
/// A flood has the processor and the disk to itself: what it says is indexed when it is over, or when the index is ten million messages
/// behind. Until then a search finds less.
/// </remarks>
internal sealed partial class HistoryUpkeep(IHistoryUpkeep store, TimeProvider time, ILogger<HistoryUpkeep> logger)
    : PeriodicService(Pause, time, logger)
{
    private const int PruneEvery = 60;
    private const int WriteBackEvery = 32;

    /// <summary>So many messages between two rounds are a flood; people do not come near it.</summary>
    private const int Flood = 5_000;

    /// <summary>What takes a minute or two to index.</summary>
    private const int MaxUnindexed = 10_000_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // The same fault every second would fill the log.
    private string? _lastFault;
    private int _round;

    // At the end of the last round.
    private long _unindexed;

    /// <inheritdoc/>
    protected override Task RoundAsync(CancellationToken stopping) => WorkAsync(prunes: _round++ % PruneEvery == 0, stopping);

    /// <summary>One round.</summary>
    internal async Task WorkAsync(bool prunes, CancellationToken stopping)
    {
        try
        {
            await IndexAsync(stopping);
            if (prunes)
            {
                await RepeatAsync(() => store.PruneSome(Time.GetUtcNow()), stopping);
            }

            store.WriteBack();
            _lastFault = null;
        }
        catch (StoreException e)
        {
            if (_lastFault != e.Message)
            {
                LogFault(e.Message);
            }

            _lastFault = e.Message;
        }
    }

    private async Task IndexAsync(CancellationToken stopping)
    {
        var unindexed = store.Unindexed;
        if (unindexed - _unindexed < Flood || unindexed >= MaxUnindexed)
        {
            // For no longer than until the next round: a flood may have begun.
            var start = Time.GetTimestamp();
            await RepeatAsync(() => Time.GetElapsedTime(start) < Pause && store.IndexSome(), stopping);
        }

        _unindexed = store.Unindexed;
    }

    private async Task RepeatAsync(Func<bool> work, CancellationToken stopping)
    {
        for (var step = 1; ; step++)
        {
            var start = Time.GetTimestamp();
            if (!work())
            {
                return;
            }

            if (step % WriteBackEvery == 0)
            {
                // In between, too: what piles up for long would be written back by somebody's append.
                store.WriteBack();
            }

            // A quarter of one processor at the most: there is no hurry, and somebody else may need it.
            await Task.Delay(Time.GetElapsedTime(start) * 3, Time, stopping);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The history's upkeep waits: {Fault}")]
    private partial void LogFault(string fault);
}
