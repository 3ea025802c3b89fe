using System.Diagnostics.Metrics;
using LanTalk.Server.Metrics;

namespace LanTalk.Server.Rooms;

/// <summary>Counters of the rooms' deliveries. Counted once per turn and not once per delivery: measuring must not cost what it measures.</summary>
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

    /// <summary>From a turn's first post until its last byte was given to every connection that keeps up.</summary>
    public DurationBuckets Durations { get; } = new();

    /// <summary>Counts messages that are about to be shown.</summary>
    public void Showing(long messages, int readers) => Interlocked.Add(ref _deliveries, messages * readers);

    /// <summary>Counts a turn's duration, once all readers are woken.</summary>
    public void Shown(TimeSpan duration)
    {
        Durations.Add(duration);
        _duration.Record(duration.TotalSeconds);
    }
}
