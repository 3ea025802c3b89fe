namespace LanTalk.Server.Connections;

/// <summary>A connection's place in the <see cref="DeadlineWheel"/>. It outlives the connection until its bucket is due, and then holds nothing.</summary>
internal sealed class DeadlineEntry(DeadlineWheel wheel, ChatConnection connection)
{
    private volatile ChatConnection? _connection = connection;
    private int _stalled;

    /// <summary>The connection; null once it is gone.</summary>
    public ChatConnection? Connection => _connection;

    /// <summary>Whether it waits among the stalled.</summary>
    public bool IsStalled
    {
        get => Volatile.Read(ref _stalled) != 0;
        set => Volatile.Write(ref _stalled, value ? 1 : 0);
    }

    /// <summary>Notes that the connection does not take what it was given. Any thread.</summary>
    public void Stall()
    {
        if (Interlocked.Exchange(ref _stalled, 1) == 0)
        {
            wheel.Stall(this);
        }
    }

    /// <summary>The connection is gone.</summary>
    public void Remove() => _connection = null;
}
