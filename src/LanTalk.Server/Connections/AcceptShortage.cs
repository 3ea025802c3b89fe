using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Connections;

/// <summary>
/// Tracks a period in which the system is out of resources for new connections, such as file descriptors, and logs its beginning and its end. It is
/// not over while new connections are accepted only as others close.
/// </summary>
internal sealed partial class AcceptShortage : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _calm;
    private readonly Lock _gate = new();
    private bool _isShort;
    private bool _isCalming;

    public AcceptShortage(TimeProvider time, ILogger<AcceptShortage> logger)
    {
        (_time, _logger) = (time, logger);
        _calm = time.CreateTimer(_ => End(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Called when a connection could not be accepted. Waits before the next try; false if the port was closed meanwhile.</summary>
    public async Task<bool> WaitAsync(string cause, CancellationToken unbound)
    {
        lock (_gate)
        {
            _isCalming = false;
            if (!_isShort)
            {
                _isShort = true;
                LogBegun(cause);
            }
        }

        try
        {
            await Task.Delay(Pause, _time, unbound);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Called when a connection was accepted.</summary>
    public void Accepted()
    {
        if (!Volatile.Read(ref _isShort))
        {
            return;
        }

        lock (_gate)
        {
            if (!_isCalming)
            {
                _isCalming = true;
                _calm.Change(Calm, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _calm.Dispose();

    private void End()
    {
        lock (_gate)
        {
            if (_isCalming)
            {
                (_isShort, _isCalming) = (false, false);
                LogOver();
            }
        }
    }

    [LoggerMessage(
        LogLevel.Error,
        "No new connection can be taken ({Cause}): the system gives this process no more descriptors. Raise its limit of open files (ulimit -n); who is connected stays so")]
    private partial void LogBegun(string cause);

    [LoggerMessage(LogLevel.Information, "New connections are taken again")]
    private partial void LogOver();
}
