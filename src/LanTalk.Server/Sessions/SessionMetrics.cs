using System.Diagnostics.Metrics;
using LanTalk.Server.Metrics;

namespace LanTalk.Server.Sessions;

/// <summary>The number of sessions, and how well they keep up.</summary>
internal sealed class SessionMetrics
{
    private readonly SessionRegistry _sessions;
    private long _cut;

    public SessionMetrics(IMeterFactory meters, SessionRegistry sessions)
    {
        _sessions = sessions;
        var meter = meters.Create(MetricNames.Meter);
        meter.CreateObservableUpDownCounter(MetricNames.Sessions, () => sessions.Count, "{session}", "Users online.");
        meter.CreateObservableCounter(MetricNames.SessionsCut, () => Cut, "{session}", "Sessions cut because they did not keep up.");
        meter.CreateObservableGauge(MetricNames.Lag, () => Lag, "By", "How far the session that is farthest behind the room is behind it.");
    }

    /// <summary>Sessions cut because they did not keep up.</summary>
    public long Cut => Volatile.Read(ref _cut);

    /// <summary>How many bytes the slowest session is behind its rooms.</summary>
    public long Lag => _sessions.All.Select(session => session.Pump.Behind).DefaultIfEmpty().Max();

    public void CountCut() => Interlocked.Increment(ref _cut);
}
