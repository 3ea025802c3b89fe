using LanTalk.Server.Periodic;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.History;

/// <summary>Runs the store's upkeep in the background: indexing once a second, deleting what is beyond the limit once a minute.</summary>
/// <remarks>
/// A flood gets the processor and the disk to itself: its messages are indexed when it is over, or when the index is ten million messages behind.
/// Until then a search misses them.
/// </remarks>
internal sealed partial class HistoryUpkeep(IHistoryUpkeep store, TimeProvider time, ILogger<HistoryUpkeep> logger)
    : PeriodicService(Pause, time, logger)
{
    private const int PruneEvery = 60;
    private const int WriteBackEvery = 32;

    /// <summary>This many messages between two rounds are a flood; people never post as many.</summary>
    private const int Flood = 5_000;

    /// <summary>The number of messages that take a minute or two to index.</summary>
    private const int MaxUnindexed = 10_000_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ClockWatch _clock = new(time, store.NewestAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null);
    private bool _isLooked;

    // Logging the same fault every second would fill the log.
    private string? _lastFault;
    private int _round;

    // The index's backlog at the end of the last round.
    private long _unindexed;

    /// <inheritdoc/>
    protected override Task RoundAsync(CancellationToken stopping) => WorkAsync(prunes: _round++ % PruneEvery == 0, stopping);

    /// <summary>Does one round.</summary>
    internal async Task WorkAsync(bool prunes, CancellationToken stopping)
    {
        try
        {
            LookAtClock();

            // First, because it notices a missing file.
            store.WriteBack();
            await IndexAsync(stopping);
            if (prunes)
            {
                await RepeatAsync(() => store.PruneSome(Time.GetUtcNow(), byAge: _clock.IsTrusted), stopping);
            }

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

    private void LookAtClock()
    {
        var wasTrusted = _clock.IsTrusted;
        if (_clock.Look() is var step && step != TimeSpan.Zero)
        {
            LogStep(step > TimeSpan.Zero ? "forward" : "back", step.Duration());
        }

        if (!_isLooked && !_clock.IsTrusted)
        {
            LogFarFromNewest(_clock.AheadAtStart > TimeSpan.Zero ? "ahead of" : "behind", _clock.AheadAtStart.Duration());
        }

        _isLooked = true;

        if (wasTrusted != _clock.IsTrusted)
        {
            LogTrust(_clock.IsTrusted ? "again" : "not before tomorrow, unless the clock is set right");
        }
    }

    private async Task IndexAsync(CancellationToken stopping)
    {
        var unindexed = store.Unindexed;
        if (unindexed - _unindexed < Flood || unindexed >= MaxUnindexed)
        {
            // Only until the next round is due: a flood may have begun.
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
                // Also in between: otherwise an append would have to write a large log back.
                store.WriteBack();
            }

            // Uses a quarter of one processor at most: there is no hurry, and others may need it.
            await Task.Delay(Time.GetElapsedTime(start) * 3, Time, stopping);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The history's upkeep failed and will be retried: {Fault}")]
    private partial void LogFault(string fault);

    [LoggerMessage(LogLevel.Warning, "The clock went {Direction} by {Step}: it was set, or this machine slept")]
    private partial void LogStep(string direction, TimeSpan step);

    [LoggerMessage(LogLevel.Warning, "The clock is {Direction} the newest message by {Distance}: nobody has posted since, or the clock is wrong")]
    private partial void LogFarFromNewest(string direction, TimeSpan distance);

    [LoggerMessage(LogLevel.Warning, "Old messages are deleted by age {When}")]
    private partial void LogTrust(string when);
}
