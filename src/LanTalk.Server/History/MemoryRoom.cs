namespace LanTalk.Server.History;

/// <summary>The last messages of one room, in a ring that grows up to its capacity.</summary>
internal sealed class MemoryRoom(string epoch, int capacity) : IDisposable
{
    private readonly Lock _lock = new();
    private StoredMessage[] _ring = new StoredMessage[Math.Min(capacity, 64)];
    private long _lastId;
    private long _count;
    private string _topic = "";

    // Created by the first search; it still holds messages that have left the ring since.
    private TextIndex? _index;
    private long _indexedFrom;
    private long _indexedId;

    /// <summary>Its state.</summary>
    public RoomHead Head
    {
        get
        {
            lock (_lock)
            {
                return new RoomHead(epoch, FirstId, _lastId, _topic.Length == 0 ? null : _topic, _lastId == 0 ? 0 : At(_lastId).At);
            }
        }
    }

    private long FirstId => _lastId - _count + 1;

    /// <summary>Stores messages; their texts are copied.</summary>
    public Appended Append(long after, ReadOnlySpan<StoredMessage> messages)
    {
        lock (_lock)
        {
            MessageKey.CheckFollowing(_lastId, after, messages.Length);
            foreach (ref readonly var message in messages)
            {
                Grow();
                _lastId++;
                _count = Math.Min(_count + 1, capacity);
                At(_lastId) = message with { Id = _lastId, Text = message.Text.ToArray() };
            }

            return new Appended(after + 1);
        }
    }

    /// <summary>Changes its topic.</summary>
    public void ChangeTopic(string topic)
    {
        lock (_lock)
        {
            _topic = topic;
        }
    }

    /// <summary>The last messages before an id, oldest first.</summary>
    public IReadOnlyList<StoredMessage> ReadBefore(long id, int count)
    {
        lock (_lock)
        {
            var end = Math.Clamp(id, FirstId, _lastId + 1);
            return Read(Math.Max(FirstId, end - Math.Max(count, 0)), end);
        }
    }

    /// <summary>The first messages after an id, oldest first; see <see cref="IRoomStore.ReadAfter"/>.</summary>
    public IReadOnlyList<StoredMessage> ReadAfter(long id, int count, long maxBytes)
    {
        lock (_lock)
        {
            var first = Math.Clamp(id, FirstId - 1, _lastId) + 1;
            return Read(first, Math.Min(_lastId + 1, first + Math.Max(count, 0)), maxBytes);
        }
    }

    /// <summary>The newest messages that match a query, oldest first.</summary>
    public IReadOnlyList<StoredMessage> Search(SearchQuery query, int count)
    {
        lock (_lock)
        {
            var ids = WordIndex.MatchOf(query) is { } match
                ? Index().Find(match).Where(id => id >= FirstId)
                : Read(FirstId, _lastId + 1).Select(message => message.Id).Reverse();
            return [.. ids.Select(id => At(id)).Where(message => message.At >= (query.Since ?? long.MinValue)).Take(count).Reverse()];
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _index?.Dispose();

    private ref StoredMessage At(long id) => ref _ring[id % _ring.Length];

    private void Grow()
    {
        if (_count < _ring.Length || _ring.Length == capacity)
        {
            return;
        }

        var kept = Read(FirstId, _lastId + 1);
        _ring = new StoredMessage[Math.Min(capacity, _ring.Length * 2)];
        foreach (var message in kept)
        {
            At(message.Id) = message;
        }
    }

    private List<StoredMessage> Read(long first, long end, long maxBytes = long.MaxValue)
    {
        var messages = new List<StoredMessage>();
        for (var id = first; id < end; id++)
        {
            maxBytes -= At(id).Text.Length;
            if (maxBytes < 0 && messages.Count > 0)
            {
                break;
            }

            messages.Add(At(id));
        }

        return messages;
    }

    private TextIndex Index()
    {
        // Most of its messages have left the ring: a new index is cheaper than removing them.
        if (_index is null || FirstId - _indexedFrom > capacity || _indexedId < FirstId - 1)
        {
            _index?.Dispose();
            _index = new TextIndex();
            (_indexedFrom, _indexedId) = (FirstId, FirstId - 1);
        }

        _index.Add(Read(_indexedId + 1, _lastId + 1));
        _indexedId = _lastId;
        return _index;
    }
}
