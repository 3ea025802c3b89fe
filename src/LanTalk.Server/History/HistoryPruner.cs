namespace LanTalk.Server.History;

/// <summary>Drops the oldest messages of a room. Their ids are never given again; their space in the file is.</summary>
internal sealed class HistoryPruner(HistoryConnection connection)
{
    /// <summary>One transaction's worth: few enough that an append which waits for it waits some milliseconds at most.</summary>
    private const int Batch = 100;

    private readonly Statement _firstToStay = connection.Prepare("SELECT min(key) FROM message WHERE key BETWEEN ?1 AND ?2 AND at >= ?3");
    private readonly Statement _deleteWords = connection.Prepare("DELETE FROM word WHERE rowid BETWEEN ?1 AND ?2");
    private readonly Statement _delete = connection.Prepare("DELETE FROM message WHERE key BETWEEN ?1 AND ?2");
    private readonly Statement _move = connection.Prepare("UPDATE room SET pruned_id = ?2, indexed_id = max(indexed_id, ?2) WHERE number = ?1");

    /// <summary>Drops some messages beyond a limit; false if there is none.</summary>
    public bool PruneSome(HistoryRoom room, HistoryLimit limit, DateTimeOffset now)
    {
        var (from, end) = (room.PrunedId + 1, Math.Min(room.PrunedId + Batch, room.LastId));
        var upTo = limit.MaxCount is { } count ? room.LastId - count : 0;
        if (limit.MaxAge is { } age && upTo < end)
        {
            upTo = Math.Max(upTo, LastBefore(room, from, end, (now - age).ToUnixTimeMilliseconds()));
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

    /// <summary>Up to which id all messages are older than a time. It stops at the first that is not: what is kept has no holes.</summary>
    private long LastBefore(HistoryRoom room, long from, long end, long time)
    {
        _firstToStay.Bind(1, MessageKey.Of(room.Number, from));
        _firstToStay.Bind(2, MessageKey.Of(room.Number, end));
        _firstToStay.Bind(3, time);
        _firstToStay.Step();
        var last = _firstToStay.IsNull(0) ? end : MessageKey.IdOf(_firstToStay.Number(0)) - 1;
        _firstToStay.Reset();
        return last;
    }

    private static void Delete(Statement statement, HistoryRoom room, long from, long to)
    {
        statement.Bind(1, MessageKey.Of(room.Number, from));
        statement.Bind(2, MessageKey.Of(room.Number, to));
        statement.Run();
    }
}
