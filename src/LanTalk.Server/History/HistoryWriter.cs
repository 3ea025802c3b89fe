using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace LanTalk.Server.History;

/// <summary>
/// Writes to the file, in one transaction a call. Used under the store's lock. After an exception it is of no more use: its end
/// undoes what was begun, and the store makes another.
/// </summary>
internal sealed class HistoryWriter : IDisposable
{
    private readonly HistoryConnection _connection;
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _insert;

    public HistoryWriter(HistoryConnection connection)
    {
        _connection = connection;
        _begin = connection.Prepare("BEGIN IMMEDIATE");
        _commit = connection.Prepare("COMMIT");
        _insert = connection.Prepare(
            "INSERT INTO message (key, at, user, text, action, sender, nonce) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        Indexer = new HistoryIndexer(connection);
        Pruner = new HistoryPruner(connection);
        Private = new HistoryPrivate(connection);
    }

    /// <summary>Keeps the full-text index.</summary>
    public HistoryIndexer Indexer { get; }

    /// <summary>Drops what is too old or too much.</summary>
    public HistoryPruner Pruner { get; }

    /// <summary>Private messages.</summary>
    public HistoryPrivate Private { get; }

    /// <summary>Keeps messages of a room. Their ids have been checked.</summary>
    /// <exception cref="SqliteException">None is kept.</exception>
    public void Append(long room, ReadOnlySpan<StoredMessage> messages)
    {
        if (messages.Length == 1)
        {
            // By itself it is a transaction, and without two more statements.
            Insert(room, messages[0]);
            return;
        }

        _begin.Run();
        foreach (ref readonly var message in messages)
        {
            Insert(room, message);
        }

        _commit.Run();
    }

    /// <summary>Makes a room.</summary>
    public void Create(string name)
    {
        using var insert = _connection.Prepare("INSERT INTO room (name, epoch) VALUES (?1, ?2)");
        insert.Bind(1, name);
        insert.Bind(2, RandomNumberGenerator.GetHexString(16, lowercase: true));
        insert.Run();
    }

    /// <summary>Changes what a room is about.</summary>
    public void ChangeTopic(long room, string topic)
    {
        using var update = _connection.Prepare("UPDATE room SET topic = ?2 WHERE number = ?1");
        update.Bind(1, room);
        update.Bind(2, topic);
        update.Run();
    }

    /// <summary>The rooms there are, as they stand.</summary>
    public IReadOnlyList<HistoryRoom> ReadRooms() => HistoryQueries.ReadRooms(_connection);

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private void Insert(long room, in StoredMessage message)
    {
        _insert.Bind(1, MessageKey.Of(room, message.Id));
        _insert.Bind(2, message.At);
        _insert.Bind(3, message.User);
        _insert.Bind(4, message.Text.Span);
        _insert.Bind(5, message.IsAction ? 1 : 0);
        _insert.Bind(6, message.Sender);
        _insert.Bind(7, message.Nonce);
        _insert.Run();
    }
}
