using System.Collections.Concurrent;

namespace LanTalk.Server.History;

/// <summary>Keeps the last messages of rooms in memory, until the server stops; the epochs end with them.</summary>
/// <param name="limit">How much is kept; without a number, the last 10,000 messages per room.</param>
internal sealed class MemoryRoomStore(HistoryLimit limit) : IRoomStore
{
    private const int DefaultCount = 10_000;

    private readonly string _epoch = RoomEpoch.Draw();
    private readonly int _capacity = limit.MaxCount ?? DefaultCount;
    private readonly ConcurrentDictionary<string, MemoryRoom> _rooms = new(StringComparer.Ordinal);

    /// <summary>The number of rooms with anything stored.</summary>
    public int Count => _rooms.Count;

    /// <inheritdoc/>
    public ValueTask<RoomHead> OpenAsync(string room) => new(_rooms.TryGetValue(room, out var found) ? found.Head : new RoomHead(EpochOf(room), 1, 0));

    /// <inheritdoc/>
    public IReadOnlyList<string> ReadNames() => [.. _rooms.Where(room => room.Value.Head is { LastId: > 0 } or { Topic: not null }).Select(room => room.Key)];

    /// <inheritdoc/>
    public ValueTask ChangeTopicAsync(string room, string topic)
    {
        RoomOf(room).ChangeTopic(topic);
        if (topic.Length == 0 && RoomOf(room).Head.LastId == 0)
        {
            // Nothing of the room is left to store.
            _rooms.TryRemove(room, out _);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<Appended> AppendAsync(string room, long after, ReadOnlyMemory<StoredMessage> messages) =>
        new(RoomOf(room).Append(after, messages.Span));

    /// <inheritdoc/>
    public IReadOnlyList<StoredMessage> ReadBefore(string room, long id, int count) =>
        _rooms.TryGetValue(room, out var found) ? found.ReadBefore(id, count) : [];

    /// <inheritdoc/>
    public IReadOnlyList<StoredMessage> ReadAfter(string room, long id, int count, long maxBytes = long.MaxValue) =>
        _rooms.TryGetValue(room, out var found) ? found.ReadAfter(id, count, maxBytes) : [];

    /// <inheritdoc/>
    public IReadOnlyList<StoredMessage> Search(string room, SearchQuery query, int count, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _rooms.TryGetValue(room, out var found) ? found.Search(query, count) : [];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var room in _rooms.Values)
        {
            room.Dispose();
        }
    }

    private string EpochOf(string room) => RoomEpoch.Of(_epoch, room);

    private MemoryRoom RoomOf(string name) => _rooms.GetOrAdd(
        name, static (name, store) => new MemoryRoom(store.EpochOf(name), store._capacity), this);
}
