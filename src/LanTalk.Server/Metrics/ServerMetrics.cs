using System.Diagnostics.Metrics;
using LanTalk.Server.Moderation;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Metrics;

/// <summary>What a server has counted since its start: for whoever collects metrics, and for <c>/stats</c>.</summary>
internal sealed class ServerMetrics
{
    private readonly SessionRegistry _sessions;
    private long _connections;
    private long _messages;
    private long _privateMessages;
    private long _dropped;
    private long _refused;
    private long _failedLogins;
    private long _cut;
    private long _handshakes;
    private long _failedHandshakes;

    public ServerMetrics(IMeterFactory meters, SessionRegistry sessions, BanStore bans)
    {
        _sessions = sessions;
        var meter = meters.Create(MetricNames.Meter);
        meter.CreateObservableUpDownCounter(MetricNames.Sessions, () => sessions.Count, "{session}", "Users online.");
        meter.CreateObservableCounter(MetricNames.SessionsCut, () => Cut, "{session}", "Sessions cut because they did not keep up.");
        meter.CreateObservableCounter(MetricNames.Connections, () => Connections, "{connection}", "Connections accepted.");
        meter.CreateObservableCounter(MetricNames.TlsHandshakes, Handshakes, "{handshake}", "TLS handshakes, by how they ended.");
        meter.CreateObservableCounter(MetricNames.LoginsRefused, () => FailedLogins, "{login}", "Logins refused.");
        meter.CreateObservableCounter(MetricNames.Messages, () => Messages, "{message}", "Messages posted to the room by users and the operator.");
        meter.CreateObservableCounter(MetricNames.PrivateMessages, () => PrivateMessages, "{message}", "Private messages delivered.");
        meter.CreateObservableCounter(MetricNames.MessagesRefused, () => Refused, "{message}", "Messages refused by a rule: too fast, too long, muted.");
        meter.CreateObservableCounter(MetricNames.FramesDropped, () => Dropped, "{frame}", "Frames dropped because they were malformed or of an unknown type.");
        meter.CreateObservableGauge(MetricNames.Lag, () => Lag, "By", "How far the session that is farthest behind the room is behind it.");
        meter.CreateObservableGauge(MetricNames.Bans, () => bans.List().Count, "{ban}", "Bans in force.");
    }

    /// <summary>Connections accepted.</summary>
    public long Connections => Volatile.Read(ref _connections);

    /// <summary>Messages posted to the room by users and the operator.</summary>
    public long Messages => Volatile.Read(ref _messages);

    /// <summary>Private messages delivered.</summary>
    public long PrivateMessages => Volatile.Read(ref _privateMessages);

    /// <summary>Frames dropped because they were malformed or of an unknown type.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Messages refused by a rule: too fast, too long, muted.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>Logins refused.</summary>
    public long FailedLogins => Volatile.Read(ref _failedLogins);

    /// <summary>Sessions cut because they did not keep up.</summary>
    public long Cut => Volatile.Read(ref _cut);

    /// <summary>TLS handshakes that succeeded.</summary>
    public long SucceededHandshakes => Volatile.Read(ref _handshakes);

    /// <summary>TLS handshakes that failed.</summary>
    public long FailedHandshakes => Volatile.Read(ref _failedHandshakes);

    /// <summary>How many bytes the session that is farthest behind the room is behind it.</summary>
    public long Lag => _sessions.All.Select(session => session.Pump.Behind).DefaultIfEmpty().Max();

    public void CountConnection() => Interlocked.Increment(ref _connections);

    public void CountMessage() => Interlocked.Increment(ref _messages);

    public void CountPrivateMessage() => Interlocked.Increment(ref _privateMessages);

    public void CountDropped() => Interlocked.Increment(ref _dropped);

    public void CountRefused() => Interlocked.Increment(ref _refused);

    public void CountFailedLogin() => Interlocked.Increment(ref _failedLogins);

    public void CountCut() => Interlocked.Increment(ref _cut);

    public void CountHandshake(bool succeeded) => Interlocked.Increment(ref succeeded ? ref _handshakes : ref _failedHandshakes);

    private IEnumerable<Measurement<long>> Handshakes() =>
    [
        new(SucceededHandshakes, new KeyValuePair<string, object?>("result", "succeeded")),
        new(FailedHandshakes, new KeyValuePair<string, object?>("result", "failed")),
    ];
}
