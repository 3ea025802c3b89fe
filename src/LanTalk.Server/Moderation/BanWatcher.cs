using LanTalk.Server.Periodic;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Moderation;

/// <summary>
/// Notices within a second that another process changed the bans, and disconnects the users that are now banned. It polls the file's time and length
/// instead of using the system's events, which network file systems do not send and which are lost when too many occur. It also retries writing
/// changes that could not be written.
/// </summary>
internal sealed partial class BanWatcher(BanStore bans, IBanEnforcer enforcer, TimeProvider time, ILogger<BanWatcher> logger)
    : PeriodicService(Interval, time, logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(10);

    private string? _lastError;
    private long _retriedAt = time.GetTimestamp();

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (bans.HasUnwritten && await bans.TrySaveAsync() is { } cause)
        {
            LogLost(cause);
        }
    }

    /// <inheritdoc/>
    protected override Task RoundAsync(CancellationToken stopping)
    {
        Look();
        return RetryAsync();
    }

    /// <summary>Checks the file once.</summary>
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
            // It was logged already; a different cause is logged again.
        }
        catch (BanFileException e)
        {
            _lastError = e.Message;
            LogBroken(e.Message);
        }
    }

    /// <summary>Retries writing pending changes. Their author was told that they are not written.</summary>
    internal async Task RetryAsync()
    {
        if (!bans.HasUnwritten)
        {
            // The first attempt is the console's own.
            _retriedAt = Time.GetTimestamp();
        }
        else if (Time.GetElapsedTime(_retriedAt) >= RetryInterval)
        {
            _retriedAt = Time.GetTimestamp();
            if (await bans.TrySaveAsync() is null)
            {
                LogWritten(bans.Path);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "The bans were changed: {Count} are in force")]
    private partial void LogReloaded(int count);

    [LoggerMessage(LogLevel.Error, "The file of bans was changed but cannot be used, so the bans stay as they were: {Cause}")]
    private partial void LogBroken(string cause);

    [LoggerMessage(LogLevel.Information, "The pending changes of bans are now written to {Path}")]
    private partial void LogWritten(string path);

    [LoggerMessage(LogLevel.Error, "The latest changes of bans could not be written and are lost: {Cause}")]
    private partial void LogLost(string cause);
}
