using LanTalk.Server.Periodic;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Moderation;

/// <summary>
/// Notices within a second that another process changed the bans, and disconnects whom they now hit. It looks at the
/// file's time and length instead of asking the system for events, which do not come for network file systems and are
/// lost when too many come.
/// </summary>
internal sealed partial class BanWatcher(BanStore bans, IBanEnforcer enforcer, TimeProvider time, ILogger<BanWatcher> logger)
    : PeriodicService(Interval, time, logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private string? _lastError;

    /// <inheritdoc/>
    protected override Task RoundAsync(CancellationToken stopping)
    {
        Look();
        return Task.CompletedTask;
    }

    /// <summary>Looks once.</summary>
    internal void Look()
    {
        try
        {
            if (bans.Reload())
            {
                _lastError = null;
                LogReloaded(bans.List().Count);
                enforcer.Enforce();
            }
        }
        catch (BanFileException e) when (e.Message.Equals(_lastError, StringComparison.Ordinal))
        {
            // Said already; it is said again when it changes.
        }
        catch (BanFileException e)
        {
            _lastError = e.Message;
            LogBroken(e.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "The bans were changed: {Count} are in force")]
    private partial void LogReloaded(int count);

    [LoggerMessage(LogLevel.Error, "The bans were changed but stay as they were: {Cause}")]
    private partial void LogBroken(string cause);
}
