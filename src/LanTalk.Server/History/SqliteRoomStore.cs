using System.Collections.Concurrent;
using LanTalk.Protocol.Security;
using Microsoft.Data.Sqlite;

namespace LanTalk.Server.History;

/// <summary>
/// Keeps rooms in <c>history.db</c>. One connection writes, under a lock; reads have connections of their own and wait for nobody.
/// After an error of the disk the next call tries anew.
/// </summary>
internal sealed class SqliteRoomStore : IRoomStore, IPrivateStore, IHistoryUpkeep
{
    /// <summary>How long a call waits for another program that holds the file, unless told otherwise.</summary>
    public static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(2);

    /// <summary>How much a search indexes before it looks, at most: some tenths of a second. What is left is upkeep's.</summary>
    private const int IndexedBySearch = 10_000;

    private readonly TurnLock _writing = new();
    private readonly DataDirectoryLock _directory;
    private readonly HistoryFile _file;
    private readonly HistoryLimit _limit;
    private readonly ConcurrentDictionary<string, HistoryRoom> _rooms = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<HistoryQueries> _idleReaders = [];

    // Owned by the lock; null after an error, until the next call.
    private HistoryWriter? _writer;

    private bool _isDisposed;

    private SqliteRoomStore(DataDirectoryLock directory, HistoryFile file, HistoryLimit limit, HistoryWriter writer)
    {
        (_directory, _file, _limit, _writer) = (directory, file, limit, writer);
        foreach (var room in writer.ReadRooms())
        {
            _rooms[room.Name] = room;
        }
    }

    /// <summary>The file.</summary>
    public string Path => _file.Path;

    /// <summary>Opens the history of a data directory, for this process alone.</summary>
    /// <param name="directory">The data directory; it is made if it is not there.</param>
    /// <param name="limit">How much is kept.</param>
    /// <param name="patience">How long a call waits for another program that holds the file. Default 2 s.</param>
    /// <exception cref="StoreException">It cannot be used, or another server does; nothing was changed.</exception>
    public static SqliteRoomStore Open(string directory, HistoryLimit limit, TimeSpan? patience = null)
    {
        var taken = DataDirectoryLock.Take(directory);
        var file = new HistoryFile(directory, patience ?? DefaultPatience);
        HistoryConnection? connection = null;
        var isOpen = false;
        try
        {
            connection = file.OpenFirst();
            var store = new SqliteRoomStore(taken, file, limit, new HistoryWriter(connection));
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
                connection?.Dispose();
                taken.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public RoomHead Open(string room) => RoomOf(room).Head;

    /// <inheritdoc/>
    public IReadOnlyList<string> ReadNames() => [.. _rooms.Values.Where(room => room.LastId > 0 || room.Topic.Length > 0).Select(room => room.Name)];

    /// <inheritdoc/>
    public void ChangeTopic(string room, string topic)
    {
        var changed = RoomOf(room);
        Write(writer =>
        {
            writer.ChangeTopic(changed.Number, topic);
            return changed.Topic = topic;
        });
    }

    /// <inheritdoc/>
    public void Append(string room, ReadOnlySpan<StoredMessage> messages)
    {
        var to = RoomOf(room);
        using (_writing.Enter())
        {
            try
            {
                var writer = Writer();
                MessageKey.CheckFollowing(to.LastId, messages);
                if (!messages.IsEmpty)
                {
                    writer.Append(to.Number, messages);
                    to.LastId = messages[^1].Id;
                }
            }
            catch (SqliteException e)
            {
                throw GiveUpWriter(e);
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredMessage> ReadBefore(string room, long id, int count)
    {
        var number = RoomOf(room).Number;
        return Read(queries => queries.ReadBefore(number, id, count));
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredMessage> ReadAfter(string room, long id, int count, long maxBytes = long.MaxValue)
    {
        var number = RoomOf(room).Number;
        return Read(queries => queries.ReadAfter(number, id, count, maxBytes));
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredMessage> Search(string room, SearchQuery query, int count, CancellationToken cancellationToken = default)
    {
        var searched = RoomOf(room);
        for (var indexed = 0; indexed < IndexedBySearch;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var some = Write(writer => writer.Indexer.IndexSome(searched));
            if (some == 0)
            {
                break;
            }

            indexed += some;
        }

        return Read(queries => queries.Search(searched.Number, query, searched.IndexedId, count, cancellationToken));
    }

    /// <inheritdoc/>
    public PrivateKeeping Keep(WaitingMessage message) => Write(writer => writer.Private.Keep(message));

    /// <inheritdoc/>
    public IReadOnlyList<WaitingMessage> ReadWaiting(string recipient) => Write(writer => writer.Private.ReadWaiting(recipient));

    /// <inheritdoc/>
    public void Confirm(string recipient, string mark) => Write(writer =>
    {
        writer.Private.Confirm(recipient, mark);
        return true;
    });

    /// <inheritdoc/>
    public void Remember(UserIdentity identity) => Write(writer =>
    {
        writer.Private.Remember(identity);
        return true;
    });

    /// <inheritdoc/>
    public UserIdentity? FindIdentity(string key) => Write(writer => writer.Private.Find(key));

    /// <inheritdoc/>
    public long Unindexed => _rooms.Values.Sum(room => room.LastId - room.IndexedId);

    /// <inheritdoc/>
    public bool IndexSome()
    {
        // Merging first: parts that pile up are merged by FTS5 itself, all at once.
        var some = Write(writer => writer.Indexer.MergeSome());
        foreach (var room in _rooms.Values.Where(room => room.IndexedId < room.LastId))
        {
            some |= Write(writer => writer.Indexer.IndexSome(room)) > 0;
        }

        return some;
    }

    /// <inheritdoc/>
    public bool PruneSome(DateTimeOffset now)
    {
        var some = Write(writer => writer.Private.DropSome(now));
        foreach (var room in _rooms.Values)
        {
            some |= Write(writer => writer.Pruner.PruneSome(room, _limit, now));
        }

        return some;
    }

    /// <inheritdoc/>
    public void WriteBack()
    {
        try
        {
            // On a connection of its own: it waits for the disk, and posters need not.
            using var connection = _file.OpenAgain();
            connection.Execute("PRAGMA wal_checkpoint(PASSIVE)");
        }
        catch (SqliteException e)
        {
            throw StoreErrors.Of(e, Path);
        }
    }

    /// <summary>Indexes everything.</summary>
    public void IndexNow()
    {
        while (IndexSome())
        {
        }
    }

    /// <summary>Drops everything beyond the limit, by batches between which others may write.</summary>
    public void Prune(DateTimeOffset now)
    {
        while (PruneSome(now))
        {
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        using (_writing.Enter())
        {
            _isDisposed = true;

            // The readers first: the last connection writes the log back and removes it, and only one that may write can.
            while (_idleReaders.TryTake(out var reader))
            {
                reader.Dispose();
            }

            _writer?.Dispose();
            _writer = null;
            _directory.Dispose();
        }
    }

    private HistoryRoom RoomOf(string name) => _rooms.TryGetValue(name, out var room) ? room : Make(name);

    // Not in the line above: what it captures would be allocated with every append.
    private HistoryRoom Make(string name) => Write(writer =>
    {
        // Another thread may have made it since.
        if (!_rooms.TryGetValue(name, out var room))
        {
            writer.Create(name);
            room = writer.ReadRooms().Single(made => made.Name == name);
            _rooms[name] = room;
        }

        return room;
    });

    private T Write<T>(Func<HistoryWriter, T> work)
    {
        using (_writing.Enter())
        {
            try
            {
                return work(Writer());
            }
            catch (SqliteException e)
            {
                throw GiveUpWriter(e);
            }
        }
    }

    private HistoryWriter Writer()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _writer ??= Reopen();
    }

    /// <summary>Begins anew after an error: what the file says counts, not what was meant to be written.</summary>
    private HistoryWriter Reopen()
    {
        var writer = new HistoryWriter(_file.OpenAgain());
        try
        {
            var found = writer.ReadRooms().ToDictionary(room => room.Name, StringComparer.Ordinal);
            foreach (var room in _rooms.Values)
            {
                if (!found.TryGetValue(room.Name, out var now) || now.Epoch != room.Epoch || now.LastId != room.LastId)
                {
                    throw new StoreException($"{Path} was replaced while the server runs. Start the server again.");
                }

                (room.PrunedId, room.IndexedId, room.Topic) = (now.PrunedId, now.IndexedId, now.Topic);
            }

            return writer;
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    private StoreException GiveUpWriter(SqliteException e)
    {
        _writer?.Dispose();
        _writer = null;
        return StoreErrors.Of(e, Path);
    }

    private T Read<T>(Func<HistoryQueries, T> work)
    {
        var isFine = false;
        HistoryQueries? reader = null;
        try
        {
            if (!_idleReaders.TryTake(out reader))
            {
                reader = new HistoryQueries(_file.OpenForReading());
            }

            var result = work(reader);
            isFine = true;
            return result;
        }
        catch (SqliteException e)
        {
            throw StoreErrors.Of(e, Path);
        }
        finally
        {
            // One that failed is not used again: a new one may have more luck with the file.
            if (isFine)
            {
                _idleReaders.Add(reader!);
            }
            else
            {
                reader?.Dispose();
            }
        }
    }
}
