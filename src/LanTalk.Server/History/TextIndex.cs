using Microsoft.Data.Sqlite;

namespace LanTalk.Server.History;

/// <summary>A full-text index in memory, with the rules of the index in the file. Used by one thread at a time.</summary>
internal sealed class TextIndex : IDisposable
{
    private readonly HistoryConnection _connection = HistoryConnection.Open(":memory:", SqliteOpenMode.Memory, TimeSpan.Zero);
    private readonly Statement _add;
    private readonly Statement _find;

    public TextIndex()
    {
        _connection.Execute(WordIndex.Create);
        _add = _connection.Prepare(WordIndex.Insert);
        _find = _connection.Prepare("SELECT rowid FROM word WHERE word MATCH ?1 ORDER BY rowid DESC");
    }

    /// <summary>Adds messages by their ids.</summary>
    public void Add(IEnumerable<StoredMessage> messages)
    {
        _connection.Execute("BEGIN");
        foreach (var message in messages)
        {
            WordIndex.Add(_add, message.Id, message.User, message.Text.Span);
        }

        _connection.Execute("COMMIT");
    }

    /// <summary>The ids of the messages that match, newest first; see <see cref="WordIndex.MatchOf"/>.</summary>
    public List<long> Find(string match)
    {
        _find.Bind(1, match);
        var ids = new List<long>();
        while (_find.Step())
        {
            ids.Add(_find.Number(0));
        }

        return ids;
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();
}
