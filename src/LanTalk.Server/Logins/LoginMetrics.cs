using System.Diagnostics.Metrics;
using LanTalk.Server.Metrics;

namespace LanTalk.Server.Logins;

/// <summary>The login counters since the start.</summary>
internal sealed class LoginMetrics
{
    private long _refused;

    public LoginMetrics(IMeterFactory meters) => meters.Create(MetricNames.Meter)
        .CreateObservableCounter(MetricNames.LoginsRefused, () => Refused, "{login}", "Logins refused.");

    /// <summary>Logins refused.</summary>
    public long Refused => Volatile.Read(ref _refused);

    public void CountRefused() => Interlocked.Increment(ref _refused);
}
