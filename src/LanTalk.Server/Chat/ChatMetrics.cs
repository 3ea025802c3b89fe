using System.Diagnostics.Metrics;
using LanTalk.Server.Metrics;

namespace LanTalk.Server.Chat;

/// <summary>The counters of messages, posted and refused, since the start.</summary>
internal sealed class ChatMetrics
{
    private long _messages;
    private long _privateMessages;
    private long _refused;
    private long _dropped;

    public ChatMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MetricNames.Meter);
        meter.CreateObservableCounter(MetricNames.Messages, () => Messages, "{message}", "Messages posted to the room by users and the operator.");
        meter.CreateObservableCounter(MetricNames.PrivateMessages, () => PrivateMessages, "{message}", "Private messages delivered.");
        meter.CreateObservableCounter(MetricNames.MessagesRefused, () => Refused, "{message}", "Messages refused by a rule: too fast, too long, muted.");
        meter.CreateObservableCounter(MetricNames.FramesDropped, () => Dropped, "{frame}", "Frames dropped because they were malformed or of an unknown type.");
    }

    /// <summary>Messages posted to rooms by users and the operator.</summary>
    public long Messages => Volatile.Read(ref _messages);

    /// <summary>Private messages delivered.</summary>
    public long PrivateMessages => Volatile.Read(ref _privateMessages);

    /// <summary>Messages refused by a rule: too fast, too long, muted.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>Frames dropped because they were malformed or of an unknown type.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    public void CountMessage() => Interlocked.Increment(ref _messages);

    public void CountPrivateMessage() => Interlocked.Increment(ref _privateMessages);

    public void CountRefused() => Interlocked.Increment(ref _refused);

    public void CountDropped() => Interlocked.Increment(ref _dropped);
}
