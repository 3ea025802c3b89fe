namespace LanTalk.Server;

/// <summary>What a server has counted since its start; shown by <c>/stats</c>.</summary>
internal sealed class ServerStatistics
{
    private long _connections;
    private long _messages;
    private long _privateMessages;
    private long _dropped;
    private long _refused;
    private long _failedLogins;

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

    public void CountConnection() => Interlocked.Increment(ref _connections);

    public void CountMessage() => Interlocked.Increment(ref _messages);

    public void CountPrivateMessage() => Interlocked.Increment(ref _privateMessages);

    public void CountDropped() => Interlocked.Increment(ref _dropped);

    public void CountRefused() => Interlocked.Increment(ref _refused);

    public void CountFailedLogin() => Interlocked.Increment(ref _failedLogins);
}
