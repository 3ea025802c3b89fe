using LanTalk.Server.Periodic;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Users;

/// <summary>Writes the changed ownership of names to the disk, once a second and at the end.</summary>
internal sealed partial class NameKeeper(NameRegistry names, TimeProvider time, ILogger<NameKeeper> logger)
    : PeriodicService(Interval, time, logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private string? _lastError;

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Write();
    }

    /// <inheritdoc/>
    protected override Task RoundAsync(CancellationToken stopping)
    {
        Write();
        return Task.CompletedTask;
    }

    /// <summary>Writes once.</summary>
    internal void Write()
    {
        try
        {
            names.Write();
            _lastError = null;
        }
        catch (NameStoreException e) when (e.Message.Equals(_lastError, StringComparison.Ordinal))
        {
            // It was logged already; a different cause is logged again.
        }
        catch (NameStoreException e)
        {
            _lastError = e.Message;
            LogNotWritten(e.Message);
        }
    }

    [LoggerMessage(LogLevel.Error, "The owners of names cannot be written: {Cause}")]
    private partial void LogNotWritten(string cause);
}
