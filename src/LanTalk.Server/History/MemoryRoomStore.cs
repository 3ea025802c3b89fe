using System.Collections.Concurrent;

namespace LanTalk.Server.History;

/// <summary>Keeps the last messages of rooms in memory; they end with it, and its epochs with them.</summary>
/// <param name="limit">How much is kept; without a number, the last 10,000 messages a room.</param>
internal sealed class MemoryRoomStore(HistoryLimit limit) : IRoomStore
{
    private const int DefaultCount = 10_000;

    private readonly ConcurrentDictionary<string, MemoryRoom> _rooms = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public RoomHead Open(string room) => RoomOf(room).Head;

    /// <inheritdoc/>
    public IReadOnlyList<string> ReadNames() => [.. _rooms.Where(room => room.Value.Head is { LastId: > 0 } or { Topic: not null }).Select(room => room.Key)];

    /// <inheritdoc/>
    public void ChangeTopic(string room, string topic) => RoomOf(room).ChangeTopic(topic);

    /// <inheritdoc/>
    public void Append(string room, ReadOnlySpan<StoredMessage> messages) => RoomOf(room).Append(messages);

    /// <inheritdoc/>
    public IReadOnlyList<StoredMessage> ReadBefore(string room, long id, int count) => RoomOf(room).ReadBefore(id, count);

    /// <inheritdoc/>
    public IReadOnlyList<StoredMessage> ReadAfter(string room, long id, int count, long maxBytes = long.MaxValue) => RoomOf(room).ReadAfter(id, count, maxBytes);

    /// <inheritdoc/>
    public IReadOnlyList<StoredMessage> Search(string room, SearchQuery query, int count, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return RoomOf(room).Search(query, count);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var room in _rooms.Values)
        {
            room.Dispose();
        }
    }

    private MemoryRoom RoomOf(string name) => _rooms.GetOrAdd(name, static (_, capacity) => new MemoryRoom(capacity), limit.MaxCount ?? DefaultCount);
}
