namespace LanTalk.Server.History;

/// <summary>Deletes the oldest messages of a room. Their ids are never reused; their space in the file is.</summary>
internal sealed class HistoryPruner(HistoryConnection connection)
{
    /// <summary>Messages per transaction: few enough that an append waits some milliseconds at most.</summary>
    private const int Batch = 100;

    /// <summary>How far in the future a message may be: the clock may be set back by this much unnoticed.</summary>
    private const long Tolerance = 60_000;

    private const long Hour = 3_600_000;

    private readonly Statement _firstToStay = connection.Prepare("SELECT min(key) FROM message WHERE key BETWEEN ?1 AND ?2 AND at BETWEEN ?3 AND ?4");
    private readonly Statement _lastToGo = connection.Prepare("SELECT max(key) FROM message WHERE key BETWEEN ?1 AND ?2 AND at < ?3");

    // Of an hour that is over: whether a message was posted in it after a given one, and before any message that is to stay.
    private readonly Statement _hasOldBehind = connection.Prepare(
        """
        SELECT EXISTS (SELECT 1 FROM hour WHERE room = ?1 AND hour < ?2 AND first_id > ?4 AND first_id <
            (SELECT ifnull(min(first_id), ?5) FROM hour WHERE room = ?1 AND hour BETWEEN ?2 AND ?3))
        """);

    private readonly Statement _deleteWords = connection.Prepare("DELETE FROM word WHERE rowid BETWEEN ?1 AND ?2");
    private readonly Statement _delete = connection.Prepare("DELETE FROM message WHERE key BETWEEN ?1 AND ?2");
    private readonly Statement _move = connection.Prepare("UPDATE room SET pruned_id = ?2, indexed_id = max(indexed_id, ?2) WHERE number = ?1");

    /// <summary>Deletes some messages beyond a limit; false if there are none.</summary>
    public bool PruneSome(HistoryRoom room, HistoryLimit limit, DateTimeOffset now)
    {
        var (from, end) = (room.PrunedId + 1, Math.Min(room.PrunedId + Batch, room.LastId));
        var upTo = limit.MaxCount is { } count ? room.LastId - count : 0;
        if (limit.MaxAge is { } age && upTo < end)
        {
            upTo = Math.Max(upTo, LastBefore(room, from, end, (now - age).ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds()));
        }

        upTo = Math.Min(upTo, end);
        if (upTo < from)
        {
            return false;
        }

        connection.Execute("BEGIN IMMEDIATE");
        Delete(_deleteWords, room, from, Math.Min(upTo, room.IndexedId));
        Delete(_delete, room, from, upTo);
        _move.Bind(1, room.Number);
        _move.Bind(2, upTo);
        _move.Run();
        connection.Execute("COMMIT");
        room.PrunedId = upTo;
        room.IndexedId = Math.Max(room.IndexedId, upTo);
        return true;
    }

    /// <summary>
    /// The last id up to which all messages are older than a time; less than <paramref name="from"/> if there is none. The stored messages have no
    /// gaps, so the order counts and a wrong clock does no harm.
    /// </summary>
    /// <remarks>
    /// A message counts as no older than any before it: one posted after the clock went back stays as long as those. A message from the future says
    /// nothing about its age, and goes with the next one that is too old.
    /// </remarks>
    private long LastBefore(HistoryRoom room, long from, long end, long time, long now)
    {
        var (first, last) = (MessageKey.Of(room.Number, from), MessageKey.Of(room.Number, end));
        var stays = KeyOf(_firstToStay, first, last, time, now + Tolerance);
        if (KeyOf(_lastToGo, first, (stays ?? last + 1) - 1, time) is { } goes)
        {
            return MessageKey.IdOf(goes);
        }

        return stays is null && HasOldBehind(room, end, time, now) ? end : from - 1;
    }

    /// <summary>Uses the index of hours: checking all messages from a wrong clock could take long.</summary>
    private bool HasOldBehind(HistoryRoom room, long end, long time, long now)
    {
        _hasOldBehind.Bind(1, room.Number);
        _hasOldBehind.Bind(2, time / Hour);
        _hasOldBehind.Bind(3, now / Hour);
        _hasOldBehind.Bind(4, end);
        _hasOldBehind.Bind(5, MessageKey.MaxId);
        _hasOldBehind.Step();
        var has = _hasOldBehind.Number(0) != 0;
        _hasOldBehind.Reset();
        return has;
    }

    private static long? KeyOf(Statement statement, params ReadOnlySpan<long> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            statement.Bind(i + 1, values[i]);
        }

        statement.Step();
        long? key = statement.IsNull(0) ? null : statement.Number(0);
        statement.Reset();
        return key;
    }

    private static void Delete(Statement statement, HistoryRoom room, long from, long to)
    {
        statement.Bind(1, MessageKey.Of(room.Number, from));
        statement.Bind(2, MessageKey.Of(room.Number, to));
        statement.Run();
    }
}
