using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LanTalk.Server.History;

/// <summary>The read statements. Used by one thread at a time; each instance has a connection of its own.</summary>
internal sealed class HistoryQueries(HistoryConnection connection) : IDisposable
{
    private const string Columns = "key, at, user, message.text, action, sender, nonce, share";

    private readonly Statement _before = connection.Prepare(
        $"SELECT {Columns} FROM message WHERE key BETWEEN ?1 AND ?2 ORDER BY key DESC LIMIT ?3");

    private readonly Statement _after = connection.Prepare(
        $"SELECT {Columns} FROM message WHERE key BETWEEN ?1 AND ?2 ORDER BY key LIMIT ?3");

    private readonly Statement _since = connection.Prepare(
        $"SELECT {Columns} FROM message WHERE key BETWEEN ?1 AND ?2 AND at >= ?4 ORDER BY key DESC LIMIT ?3");

    // CROSS fixes the order of the loops: the index returns rows newest first, so the limit ends the search, however common the word.
    private readonly Statement _matching = connection.Prepare(
        $"""
        SELECT {Columns} FROM word CROSS JOIN message ON key = word.rowid
        WHERE word MATCH ?5 AND word.rowid BETWEEN ?1 AND ?2 AND at >= ?4 ORDER BY word.rowid DESC LIMIT ?3
        """);

    private readonly Statement _firstOfHour = connection.Prepare("SELECT min(first_id) FROM hour WHERE room = ?1 AND hour >= ?2");

    /// <summary>All rooms and their state, in the order in which they were created.</summary>
    public static IReadOnlyList<HistoryRoom> ReadRooms(HistoryConnection connection)
    {
        using var rooms = connection.Prepare(
            $"""
            SELECT number, name, epoch, pruned_id, indexed_id, topic,
                last.key, last.at
            FROM room LEFT JOIN message AS last ON last.key =
                (SELECT max(key) FROM message WHERE key BETWEEN number << 40 AND (number << 40) + {MessageKey.MaxId})
            ORDER BY number
            """);
        var read = new List<HistoryRoom>();
        while (rooms.Step())
        {
            var pruned = rooms.Number(3);
            read.Add(new HistoryRoom(rooms.Number(0), rooms.Text(1), rooms.Text(2))
            {
                PrunedId = pruned,
                IndexedId = rooms.Number(4),
                Topic = rooms.Text(5),
                LastId = rooms.IsNull(6) ? pruned : MessageKey.IdOf(rooms.Number(6)),
                LastAt = rooms.Number(7),
            });
        }

        return read;
    }

    /// <summary>The last messages before an id, oldest first.</summary>
    public List<StoredMessage> ReadBefore(long room, long id, int count) =>
        NewestFirst(Bind(_before, room, 0, Math.Min(id, MessageKey.MaxId + 1) - 1, count));

    /// <summary>The first messages after an id, oldest first; see <see cref="IRoomStore.ReadAfter"/>.</summary>
    public List<StoredMessage> ReadAfter(long room, long id, int count, long maxBytes = long.MaxValue) =>
        id >= MessageKey.MaxId ? [] : Read(Bind(_after, room, Math.Max(id, 0) + 1, MessageKey.MaxId, count), maxBytes);

    /// <summary>
    /// The newest messages that match a query, oldest first; of those after <paramref name="indexed"/> only matches that need no index.
    /// </summary>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public List<StoredMessage> Search(long room, SearchQuery query, long indexed, int count, CancellationToken cancellationToken = default)
    {
        using var interruption = connection.InterruptWhen(cancellationToken);
        try
        {
            return Search(room, query, indexed, count);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    private List<StoredMessage> Search(long room, SearchQuery query, long indexed, int count)
    {
        var since = query.Since ?? long.MinValue;
        var first = query.Since is null ? 0 : FirstSince(room, since, indexed);
        if (WordIndex.MatchOf(query) is not { } match)
        {
            _since.Bind(4, since);
            return NewestFirst(Bind(_since, room, first, MessageKey.MaxId, count));
        }

        _matching.Bind(4, since);
        _matching.Bind(5, match);
        return NewestFirst(Bind(_matching, room, first, indexed, count));
    }

    /// <summary>The first id that a message since that time can have.</summary>
    private long FirstSince(long room, long since, long indexed)
    {
        _firstOfHour.Bind(1, room);
        _firstOfHour.Bind(2, since / 3_600_000);
        _firstOfHour.Step();
        var first = _firstOfHour.IsNull(0) ? indexed + 1 : Math.Min(_firstOfHour.Number(0), indexed + 1);
        _firstOfHour.Reset();
        return first;
    }

    private static Statement Bind(Statement statement, long room, long first, long last, int count)
    {
        statement.Bind(1, MessageKey.Of(room, first));
        statement.Bind(2, MessageKey.Of(room, last));
        statement.Bind(3, Math.Max(count, 0));
        return statement;
    }

    private static List<StoredMessage> NewestFirst(Statement rows)
    {
        var messages = Read(rows);
        messages.Reverse();
        return messages;
    }

    private static List<StoredMessage> Read(Statement rows, long maxBytes = long.MaxValue)
    {
        var messages = new List<StoredMessage>();
        while (rows.Step())
        {
            maxBytes -= rows.Utf8(3).Length;
            if (maxBytes < 0 && messages.Count > 0)
            {
                rows.Reset();
                break;
            }

            messages.Add(new StoredMessage(
                MessageKey.IdOf(rows.Number(0)), rows.Number(1), rows.Text(2), rows.Utf8(3).ToArray(), rows.Number(4) != 0, rows.Text(5), rows.Text(6))
            {
                Share = rows.IsNull(7) ? null : ShareColumn.Read(rows.Utf8(7)),
            });
        }

        return messages;
    }
}
