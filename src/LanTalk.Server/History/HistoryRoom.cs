namespace LanTalk.Server.History;

/// <summary>A room's state, cached from the file. Written under the store's lock, read by any thread.</summary>
internal sealed class HistoryRoom(long number, string name, string epoch)
{
    private long _prunedId;
    private long _lastId;
    private long _indexedId;
    private long _lastAt;
    private volatile string _topic = "";

    /// <summary>Its number in the file.</summary>
    public long Number { get; } = number;

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>See <see cref="RoomEpoch"/>.</summary>
    public string Epoch { get; } = epoch;

    /// <summary>Its topic; empty if it has none.</summary>
    public string Topic
    {
        get => _topic;
        set => _topic = value;
    }

    /// <summary>The last message that was deleted.</summary>
    public long PrunedId
    {
        get => Volatile.Read(ref _prunedId);
        set => Volatile.Write(ref _prunedId, value);
    }

    /// <summary>The last message that is stored.</summary>
    public long LastId
    {
        get => Volatile.Read(ref _lastId);
        set => Volatile.Write(ref _lastId, value);
    }

    /// <summary>The index's cursor: the last message in the index.</summary>
    public long IndexedId
    {
        get => Volatile.Read(ref _indexedId);
        set => Volatile.Write(ref _indexedId, value);
    }

    /// <summary>When the last message was posted, in milliseconds since 1970, UTC.</summary>
    public long LastAt
    {
        get => Volatile.Read(ref _lastAt);
        set => Volatile.Write(ref _lastAt, value);
    }

    /// <summary>Copies the state that was read from the file.</summary>
    public void TakeOver(HistoryRoom read) =>
        (PrunedId, IndexedId, Topic, LastId, LastAt) = (read.PrunedId, read.IndexedId, read.Topic, read.LastId, read.LastAt);

    /// <summary>Its state as the store's callers see it.</summary>
    public RoomHead Head => new(Epoch, PrunedId + 1, LastId, Topic.Length == 0 ? null : Topic, LastAt);
}
