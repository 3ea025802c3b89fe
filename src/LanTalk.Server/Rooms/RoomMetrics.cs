using System.Diagnostics.Metrics;
using LanTalk.Server.Metrics;

namespace LanTalk.Server.Rooms;

/// <summary>What a room's turns tell. Counted once a turn and not once a delivery: watching must not cost what it watches.</summary>
internal sealed class RoomMetrics
{
    private readonly Histogram<double> _duration;
    private long _deliveries;

    public RoomMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MetricNames.Meter);
        meter.CreateObservableCounter(MetricNames.Deliveries, () => Deliveries, "{delivery}", "Messages shown, times the readers that they were shown to.");
        _duration = meter.CreateHistogram<double>(
            MetricNames.DeliveryDuration, "s", "From the first post of a turn until its last byte was given to every connection that keeps up.");
    }

    /// <summary>Messages shown, times the readers that they were shown to.</summary>
    public long Deliveries => Volatile.Read(ref _deliveries);

    /// <summary>From the first post of a turn until its last byte was given to every connection that keeps up.</summary>
    public DurationBuckets Durations { get; } = new();

    /// <summary>Messages are about to be shown.</summary>
    public void Showing(long messages, int readers) => Interlocked.Add(ref _deliveries, messages * readers);

    /// <summary>All readers are woken.</summary>
    public void Shown(TimeSpan duration)
    {
        Durations.Add(duration);
        _duration.Record(duration.TotalSeconds);
    }
}
