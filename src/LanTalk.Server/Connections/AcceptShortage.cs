using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Connections;

/// <summary>
/// The time in which the system has nothing left for another connection, such as file descriptors. Says when it begins and when it is over;
/// while each connection that ends makes room for one that waits, it is not over.
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

    /// <summary>A connection could not be taken. Waits before the next try; false if the port was closed meanwhile.</summary>
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

    /// <summary>A connection was taken.</summary>
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
