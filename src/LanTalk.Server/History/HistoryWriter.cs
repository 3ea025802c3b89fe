using Microsoft.Data.Sqlite;

namespace LanTalk.Server.History;

/// <summary>
/// Writes to the file, one transaction per call. Used under the store's lock. After an exception it must be disposed, which rolls back; the store
/// then creates another.
/// </summary>
internal sealed class HistoryWriter : IDisposable
{
    private readonly HistoryConnection _connection;
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _insert;
    private readonly Statement _insertShare;

    public HistoryWriter(HistoryConnection connection)
    {
        _connection = connection;
        _begin = connection.Prepare("BEGIN IMMEDIATE");
        _commit = connection.Prepare("COMMIT");
        _insert = connection.Prepare(
            "INSERT INTO message (key, at, user, text, action, sender, nonce) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        _insertShare = connection.Prepare(
            "INSERT INTO message (key, at, user, text, action, sender, nonce, share) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
        Indexer = new HistoryIndexer(connection);
        Pruner = new HistoryPruner(connection);
        Private = new HistoryPrivate(connection);
    }

    /// <summary>Maintains the full-text index.</summary>
    public HistoryIndexer Indexer { get; }

    /// <summary>Deletes messages beyond the limit.</summary>
    public HistoryPruner Pruner { get; }

    /// <summary>Stores private messages.</summary>
    public HistoryPrivate Private { get; }

    /// <summary>
    /// Writes the row of the room that always exists, and deletes rooms of which nothing was ever stored: earlier versions wrote a row for every name
    /// that anybody had joined.
    /// </summary>
    public void Begin(string first)
    {
        var rooms = ReadRooms();
        if (!rooms.Any(room => room.Name == first))
        {
            Create(first, RoomEpoch.Draw());
        }

        if (rooms.Any(room => room is { LastId: 0, Topic: "" } && room.Name != first))
        {
            using var delete = _connection.Prepare(
                $"""
                DELETE FROM room WHERE topic = '' AND pruned_id = 0 AND name <> ?1
                    AND NOT EXISTS (SELECT 1 FROM message WHERE key BETWEEN number << 40 AND (number << 40) + {MessageKey.MaxId})
                """);
            delete.Bind(1, first);
            delete.Run();
        }
    }

    /// <summary>Stores messages of a room.</summary>
    /// <param name="room">The room's number.</param>
    /// <param name="first">The id of the first message; the others follow it.</param>
    /// <param name="messages">The messages.</param>
    /// <exception cref="SqliteException">None is stored.</exception>
    public void Append(long room, long first, ReadOnlySpan<StoredMessage> messages)
    {
        if (messages.Length == 1)
        {
            // A single insert is a transaction by itself, which saves two statements.
            Insert(MessageKey.Of(room, first), messages[0]);
            return;
        }

        _begin.Run();
        Insert(room, first, messages);
        _commit.Run();
    }

    /// <summary>Stores the first messages of a room together with the room; returns its number.</summary>
    /// <exception cref="SqliteException">Nothing is stored.</exception>
    public long AppendFirst(string room, string epoch, ReadOnlySpan<StoredMessage> messages)
    {
        _begin.Run();
        var number = Create(room, epoch);
        Insert(number, 1, messages);
        _commit.Run();
        return number;
    }

    /// <summary>Creates a room; returns its number.</summary>
    public long Create(string name, string epoch, string topic = "")
    {
        using var insert = _connection.Prepare("INSERT INTO room (name, epoch, topic) VALUES (?1, ?2, ?3) RETURNING number");
        insert.Bind(1, name);
        insert.Bind(2, epoch);
        insert.Bind(3, topic);
        insert.Step();
        var number = insert.Number(0);
        insert.Run();
        return number;
    }

    /// <summary>Deletes a room of which nothing is stored.</summary>
    public void Remove(long room)
    {
        using var delete = _connection.Prepare("DELETE FROM room WHERE number = ?1");
        delete.Bind(1, room);
        delete.Run();
    }

    /// <summary>Changes a room's topic.</summary>
    public void ChangeTopic(long room, string topic)
    {
        using var update = _connection.Prepare("UPDATE room SET topic = ?2 WHERE number = ?1");
        update.Bind(1, room);
        update.Bind(2, topic);
        update.Run();
    }

    /// <summary>All rooms and their state.</summary>
    public IReadOnlyList<HistoryRoom> ReadRooms() => HistoryQueries.ReadRooms(_connection);

    /// <summary>Whether a failed statement left nothing to roll back.</summary>
    public bool IsIdle => _connection.IsIdle;

    /// <summary>Whether another file, or none, is now at the path that was opened.</summary>
    public bool HasMoved => _connection.HasMoved;

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private void Insert(long room, long first, ReadOnlySpan<StoredMessage> messages)
    {
        foreach (ref readonly var message in messages)
        {
            Insert(MessageKey.Of(room, first++), message);
        }
    }

    private void Insert(long key, in StoredMessage message)
    {
        var insert = _insert;
        if (message.Share is { } share)
        {
            insert = _insertShare;
            insert.Bind(8, ShareColumn.Write(share));
        }

        insert.Bind(1, key);
        insert.Bind(2, message.At);
        insert.Bind(3, message.User);
        insert.Bind(4, message.Text.Span);
        insert.Bind(5, message.IsAction ? 1 : 0);
        insert.Bind(6, message.Sender);
        insert.Bind(7, message.Nonce);
        insert.Run();
    }
}
