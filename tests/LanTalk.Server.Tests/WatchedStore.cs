using LanTalk.Protocol.Security;
using LanTalk.Server.History;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Server.Tests;

/// <summary>Stores in memory that record their calls, and whose answers a test can hold back.</summary>
internal sealed class WatchedStore : IRoomStore, IPrivateStore
{
    private readonly MemoryRoomStore _rooms = new(new HistoryLimit());
    private readonly MemoryPrivateStore _private = new(new FakeTimeProvider());
    private int _confirmations;
    private int _messagesRead;
    private int _searches;

    /// <summary>How many confirmations it was asked to record.</summary>
    public int Confirmations => Volatile.Read(ref _confirmations);

    /// <summary>How many messages it has given to returning sessions.</summary>
    public int MessagesRead => Volatile.Read(ref _messagesRead);

    /// <summary>The highest number of concurrent searches.</summary>
    public int MostSearches { get; private set; }

    /// <summary>Called by a search before it searches.</summary>
    public Action<CancellationToken>? OnSearch { get; set; }

    public ValueTask<RoomHead> OpenAsync(string room) => _rooms.OpenAsync(room);

    public IReadOnlyList<string> ReadNames() => _rooms.ReadNames();

    public ValueTask ChangeTopicAsync(string room, string topic) => _rooms.ChangeTopicAsync(room, topic);

    public ValueTask<Appended> AppendAsync(string room, long after, ReadOnlyMemory<StoredMessage> messages) =>
        _rooms.AppendAsync(room, after, messages);

    public IReadOnlyList<StoredMessage> ReadBefore(string room, long id, int count) => _rooms.ReadBefore(room, id, count);

    public IReadOnlyList<StoredMessage> ReadAfter(string room, long id, int count, long maxBytes = long.MaxValue)
    {
        var messages = _rooms.ReadAfter(room, id, count, maxBytes);
        Interlocked.Add(ref _messagesRead, messages.Count);
        return messages;
    }

    public IReadOnlyList<StoredMessage> Search(string room, SearchQuery query, int count, CancellationToken cancellationToken = default)
    {
        MostSearches = Math.Max(MostSearches, Interlocked.Increment(ref _searches));
        try
        {
            OnSearch?.Invoke(cancellationToken);
            return _rooms.Search(room, query, count, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _searches);
        }
    }

    public PrivateKeeping Keep(WaitingMessage message) => _private.Keep(message);

    public IReadOnlyList<WaitingMessage> ReadWaiting(string recipient) => _private.ReadWaiting(recipient);

    public void Confirm(string recipient, string id)
    {
        Interlocked.Increment(ref _confirmations);
        _private.Confirm(recipient, id);
    }

    public void Remember(UserIdentity identity) => _private.Remember(identity);

    public UserIdentity? FindIdentity(string key) => _private.FindIdentity(key);

    public void Dispose() => _rooms.Dispose();
}
