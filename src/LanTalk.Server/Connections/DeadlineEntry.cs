namespace LanTalk.Server.Connections;

/// <summary>
/// A connection's entry in the <see cref="DeadlineWheel"/>. It outlives the connection until its bucket is due, but no longer references it.
/// </summary>
internal sealed class DeadlineEntry(DeadlineWheel wheel, ChatConnection connection)
{
    private volatile ChatConnection? _connection = connection;
    private int _stalled;

    /// <summary>The connection; null once it is gone.</summary>
    public ChatConnection? Connection => _connection;

    /// <summary>Whether it is in the list of stalled entries.</summary>
    public bool IsStalled
    {
        get => Volatile.Read(ref _stalled) != 0;
        set => Volatile.Write(ref _stalled, value ? 1 : 0);
    }

    /// <summary>Records that the connection does not drain its output. Any thread may call it.</summary>
    public void Stall()
    {
        if (Interlocked.Exchange(ref _stalled, 1) == 0)
        {
            wheel.Stall(this);
        }
    }

    /// <summary>Called when the connection is gone.</summary>
    public void Remove() => _connection = null;
}
