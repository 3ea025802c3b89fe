using System.Diagnostics.Metrics;
using LanTalk.Server.Metrics;

namespace LanTalk.Server.Connections;

/// <summary>The port's counters since the start.</summary>
internal sealed class ConnectionMetrics
{
    private long _accepted;
    private long _handshakes;
    private long _failedHandshakes;

    public ConnectionMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MetricNames.Meter);
        meter.CreateObservableCounter(MetricNames.Connections, () => Accepted, "{connection}", "Connections accepted.");
        meter.CreateObservableCounter(MetricNames.TlsHandshakes, Handshakes, "{handshake}", "TLS handshakes, by how they ended.");
    }

    /// <summary>Connections accepted.</summary>
    public long Accepted => Volatile.Read(ref _accepted);

    /// <summary>TLS handshakes that succeeded.</summary>
    public long SucceededHandshakes => Volatile.Read(ref _handshakes);

    /// <summary>TLS handshakes that failed.</summary>
    public long FailedHandshakes => Volatile.Read(ref _failedHandshakes);

    public void CountAccepted() => Interlocked.Increment(ref _accepted);

    public void CountHandshake(bool succeeded) => Interlocked.Increment(ref succeeded ? ref _handshakes : ref _failedHandshakes);

    private IEnumerable<Measurement<long>> Handshakes() =>
    [
        new(SucceededHandshakes, new KeyValuePair<string, object?>("result", "succeeded")),
        new(FailedHandshakes, new KeyValuePair<string, object?>("result", "failed")),
    ];
}
