using Microsoft.Extensions.Logging;

namespace LanTalk.Server.History;

/// <summary>
/// Logs the store's faults in full; users only get <see cref="StoreException.PublicMessage"/>. A fault that every message meets is logged once a
/// minute.
/// </summary>
internal sealed partial class StoreFaults(TimeProvider time, ILogger<StoreFaults> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private string? _last;
    private long _lastAt;

    /// <summary>Logs a fault unless it was logged recently.</summary>
    public void Note(StoreException fault)
    {
        lock (_gate)
        {
            if (fault.Message == _last && time.GetElapsedTime(_lastAt) < Interval)
            {
                return;
            }

            (_last, _lastAt) = (fault.Message, time.GetTimestamp());
        }

        LogFault(fault.Message);
    }

    [LoggerMessage(LogLevel.Error, "{Fault}")]
    private partial void LogFault(string fault);
}
