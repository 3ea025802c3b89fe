using System.Collections.Concurrent;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Security;
using Microsoft.Data.Sqlite;

namespace LanTalk.Server.History;

/// <summary>Stores rooms and private messages in <c>history.db</c>.</summary>
internal sealed class SqliteRoomStore : IRoomStore, IPrivateStore, IHistoryUpkeep
{
    /// <summary>How long a call waits for another program that holds the file, unless told otherwise.</summary>
    public static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(2);

    /// <summary>How many messages a search indexes first, at most: some tenths of a second. The rest is left to upkeep.</summary>
    private const int IndexedBySearch = 10_000;

    private readonly DataDirectoryLock _directory;
    private readonly HistoryDatabase _database;
    private readonly HistoryLimit _limit;
    private readonly TimeSpan? _identityAge;
    private readonly TimeProvider _time;
    private readonly string _epoch;

    private SqliteRoomStore(string path, DataDirectoryLock directory, HistoryDatabase database, HistoryLimit limit, TimeSpan? identityAge, TimeProvider time)
    {
        (Path, _directory, _database, _limit, _identityAge, _time) = (path, directory, database, limit, identityAge, time);

        // The lobby is the only room that is stored before anything is said in it: its epoch is the store's own.
        _epoch = database.Rooms[RoomName.Lobby].Epoch;
    }

    /// <summary>The path of the file.</summary>
    public string Path { get; }

    private ConcurrentDictionary<string, HistoryRoom> Rooms => _database.Rooms;

    /// <summary>Opens the history of a data directory, exclusively.</summary>
    /// <param name="directory">The data directory; it is created if it is missing.</param>
    /// <param name="limit">How much is kept.</param>
    /// <param name="patience">How long a call waits for another program that holds the file. Default 2 s.</param>
    /// <param name="time">The clock. Default: the system's.</param>
    /// <param name="identityAge">How long an identity is remembered that nobody uses. Default: for ever.</param>
    /// <exception cref="StoreException">It cannot be used, or another server uses it; nothing was changed.</exception>
    public static SqliteRoomStore Open(string directory, HistoryLimit limit, TimeSpan? patience = null, TimeProvider? time = null, TimeSpan? identityAge = null)
    {
        var waits = patience ?? DefaultPatience;
        time ??= TimeProvider.System;
        var taken = DataDirectoryLock.Take(directory);
        var file = new HistoryFile(directory, waits);
        HistoryWriter? writer = null;
        var isOpen = false;
        try
        {
            writer = new HistoryWriter(file.OpenFirst());
            writer.Begin(RoomName.Lobby);
            var store = new SqliteRoomStore(file.Path, taken, new HistoryDatabase(file, writer, waits, time), limit, identityAge, time);
            isOpen = true;
            return store;
        }
        catch (SqliteException e)
        {
            throw StoreErrors.Of(e, file.Path);
        }
        finally
        {
            if (!isOpen)
            {
                writer?.Dispose();
                taken.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<RoomHead> OpenAsync(string room) => new(Rooms.TryGetValue(room, out var found) ? found.Head : new RoomHead(EpochOf(room), 1, 0));

    /// <inheritdoc/>
    public IReadOnlyList<string> ReadNames() => [.. Rooms.Values.Where(room => room.LastId > 0 || room.Topic.Length > 0).Select(room => room.Name)];

    /// <inheritdoc/>
    public async ValueTask ChangeTopicAsync(string room, string topic) =>
        await _database.WriteAsync((Store: this, room, topic), static (writer, call) => call.Store.ChangeTopic(writer, call.room, call.topic));

    /// <inheritdoc/>
    public ValueTask<Appended> AppendAsync(string room, long after, ReadOnlyMemory<StoredMessage> messages) => _database.WriteAsync(
        (Store: this, room, after, messages), static (writer, call) => call.Store.Append(writer, call.room, call.after, call.messages.Span));

    /// <inheritdoc/>
    public IReadOnlyList<StoredMessage> ReadBefore(string room, long id, int count) =>
        Rooms.TryGetValue(room, out var found) ? _database.Read(queries => queries.ReadBefore(found.Number, id, count)) : [];

    /// <inheritdoc/>
    public IReadOnlyList<StoredMessage> ReadAfter(string room, long id, int count, long maxBytes = long.MaxValue) =>
        Rooms.TryGetValue(room, out var found) ? _database.Read(queries => queries.ReadAfter(found.Number, id, count, maxBytes)) : [];

    /// <inheritdoc/>
    public IReadOnlyList<StoredMessage> Search(string room, SearchQuery query, int count, CancellationToken cancellationToken = default)
    {
        if (!Rooms.TryGetValue(room, out var searched))
        {
            return [];
        }

        for (var indexed = 0; indexed < IndexedBySearch;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var some = _database.Write(writer => writer.Indexer.IndexSome(searched));
            if (some == 0)
            {
                break;
            }

            indexed += some;
        }

        return _database.Read(queries => queries.Search(searched.Number, query, searched.IndexedId, count, cancellationToken));
    }

    /// <inheritdoc/>
    public PrivateKeeping Keep(WaitingMessage message) => _database.Write(writer => writer.Private.Keep(message));

    /// <inheritdoc/>
    public IReadOnlyList<WaitingMessage> ReadWaiting(string recipient) => _database.Write(writer => writer.Private.ReadWaiting(recipient));

    /// <inheritdoc/>
    public void Confirm(string recipient, string id) => _database.Write(writer =>
    {
        writer.Private.Confirm(recipient, id);
        return true;
    });

    /// <inheritdoc/>
    public void Remember(UserIdentity identity) => _database.Write(writer =>
    {
        writer.Private.Remember(identity, _time.GetUtcNow());
        return true;
    });

    /// <inheritdoc/>
    public UserIdentity? FindIdentity(string key) => _database.Write(writer => writer.Private.Find(key));

    /// <inheritdoc/>
    public long Unindexed => Rooms.Values.Sum(room => room.LastId - room.IndexedId);

    /// <inheritdoc/>
    public long? NewestAt => Rooms.Values.Max(room => room.LastAt) is var at and > 0 ? at : null;

    /// <inheritdoc/>
    public bool IndexSome()
    {
        // Merging comes first: when parts pile up, FTS5 merges them all at once by itself.
        var some = _database.Write(writer => writer.Indexer.MergeSome());
        foreach (var room in Rooms.Values.Where(room => room.IndexedId < room.LastId))
        {
            some |= _database.Write(writer => writer.Indexer.IndexSome(room)) > 0;
        }

        return some;
    }

    /// <inheritdoc/>
    public bool PruneSome(DateTimeOffset now, bool byAge)
    {
        var some = byAge && _database.Write(writer => writer.Private.DropSome(now));
        some |= byAge && _identityAge is { } age && _database.Write(writer => writer.Private.ForgetSome(now, now - age));
        var limit = byAge ? _limit : _limit with { MaxAge = null };
        foreach (var room in Rooms.Values)
        {
            some |= _database.Write(writer => writer.Pruner.PruneSome(room, limit, now));
        }

        return some;
    }

    /// <inheritdoc/>
    public void WriteBack() => _database.WriteBack();

    /// <summary>Indexes everything.</summary>
    public void IndexNow()
    {
        while (IndexSome())
        {
        }
    }

    /// <summary>Deletes everything beyond the limit, in batches between which others can write.</summary>
    public void Prune(DateTimeOffset now)
    {
        while (PruneSome(now, byAge: true))
        {
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _database.Dispose();
        _directory.Dispose();
    }

    private string EpochOf(string room) => RoomEpoch.Of(_epoch, room);

    private Appended Append(HistoryWriter writer, string name, long after, ReadOnlySpan<StoredMessage> messages)
    {
        Rooms.TryGetValue(name, out var room);
        MessageKey.CheckFollowing(room?.LastId ?? 0, after, messages.Length);
        if (messages.IsEmpty)
        {
            return new Appended(after + 1);
        }

        if (room is null)
        {
            var epoch = EpochOf(name);
            room = new HistoryRoom(writer.AppendFirst(name, epoch, messages), name, epoch);
            Rooms[name] = room;
        }
        else
        {
            writer.Append(room.Number, after + 1, messages);
        }

        room.LastAt = messages[^1].At;
        room.LastId = after + messages.Length;
        return new Appended(after + 1);
    }

    private bool ChangeTopic(HistoryWriter writer, string name, string topic)
    {
        if (Rooms.TryGetValue(name, out var room))
        {
            if (topic.Length == 0 && room.LastId == 0 && room.Epoch == EpochOf(name))
            {
                // Nothing of the room is left to store.
                writer.Remove(room.Number);
                return Rooms.TryRemove(name, out _);
            }

            writer.ChangeTopic(room.Number, topic);
            room.Topic = topic;
        }
        else if (topic.Length > 0)
        {
            var epoch = EpochOf(name);
            Rooms[name] = new HistoryRoom(writer.Create(name, epoch, topic), name, epoch) { Topic = topic };
        }

        return true;
    }
}
