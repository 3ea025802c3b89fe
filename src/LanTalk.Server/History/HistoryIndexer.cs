namespace LanTalk.Server.History;

/// <summary>Adds messages to the full-text index, some time after they were stored: a reader with a cursor, like any other.</summary>
internal sealed class HistoryIndexer(HistoryConnection connection)
{
    /// <summary>Messages per transaction: few enough that an append waits for a millisecond or two.</summary>
    private const int Batch = 100;

    /// <summary>Words per transaction: in Chinese each letter is one.</summary>
    private const int BatchWords = 1_500;

    /// <summary>Index pages per merge, for the same reason.</summary>
    private const int MergedPages = 24;

    private readonly Statement _messages = connection.Prepare("SELECT key, user, text FROM message WHERE key BETWEEN ?1 AND ?2");
    private readonly Statement _addWords = connection.Prepare(WordIndex.Insert);

    // Ids only grow, so the first id of an hour stays the first, even if the clock is set back and the hour comes again.
    private readonly Statement _addHours = connection.Prepare(
        """
        INSERT INTO hour (room, hour, first_id) SELECT ?3, at / 3600000, min(key) - ?4 FROM message WHERE key BETWEEN ?1 AND ?2 GROUP BY 2
        ON CONFLICT DO NOTHING
        """);

    private readonly Statement _merge = connection.Prepare($"INSERT INTO word (word, rank) VALUES ('merge', {MergedPages})");

    private readonly Statement _move = connection.Prepare("UPDATE room SET indexed_id = ?2 WHERE number = ?1");

    // Whether there may be something to merge.
    private bool _isGrown = true;

    /// <summary>Indexes the next messages of a room; returns how many, 0 if it is up to date.</summary>
    public int IndexSome(HistoryRoom room)
    {
        var (from, to) = (room.IndexedId + 1, Math.Min(room.IndexedId + Batch, room.LastId));
        if (from > to)
        {
            return 0;
        }

        connection.Execute("BEGIN IMMEDIATE");
        var (first, last) = (MessageKey.Of(room.Number, from), MessageKey.Of(room.Number, to));
        _messages.Bind(1, first);
        _messages.Bind(2, last);
        for (var words = 0; _messages.Step();)
        {
            words += WordIndex.Add(_addWords, _messages.Number(0), _messages.Text(1), _messages.Utf8(2));
            if (words >= BatchWords)
            {
                last = _messages.Number(0);
                to = MessageKey.IdOf(last);
                _messages.Reset();
                break;
            }
        }

        _addHours.Bind(1, first);
        _addHours.Bind(2, last);
        _addHours.Bind(3, room.Number);
        _addHours.Bind(4, MessageKey.Of(room.Number, 0));
        _addHours.Run();
        _move.Bind(1, room.Number);
        _move.Bind(2, to);
        _move.Run();
        connection.Execute("COMMIT");
        room.IndexedId = to;
        _isGrown = true;
        return (int)(to - from + 1);
    }

    /// <summary>Merges some parts of the index; false if there is nothing to merge.</summary>
    public bool MergeSome()
    {
        if (!_isGrown)
        {
            return false;
        }

        // The check that FTS5 documents: a merge that had nothing to do makes a single change, the command itself.
        var before = connection.Changes;
        _merge.Run();
        _isGrown = connection.Changes - before >= 2;
        return _isGrown;
    }
}
