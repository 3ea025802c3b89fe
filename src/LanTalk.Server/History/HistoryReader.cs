using Microsoft.Data.Sqlite;

namespace LanTalk.Server.History;

/// <summary>Reads the history of a data directory from another process, even while a server writes it. Changes nothing.</summary>
public sealed class HistoryReader : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly string _path;
    private readonly HistoryConnection _connection;
    private readonly HistoryQueries _queries;
    private readonly HistoryCopy? _copy;

    private HistoryReader(string path, HistoryConnection connection, HistoryCopy? copy)
    {
        (_path, _connection, _copy) = (path, connection, copy);
        _queries = new HistoryQueries(connection);
    }

    /// <summary>The names of the rooms, in the order in which they were created.</summary>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public IReadOnlyList<string> Rooms => Reading(rooms => rooms.Select(room => room.Name).ToList());

    /// <summary>Opens a history; null if the directory has none.</summary>
    /// <exception cref="StoreException">It cannot be read, or is of another version.</exception>
    public static HistoryReader? Open(string directory)
    {
        var file = new HistoryFile(directory, Patience);
        if (!Directory.Exists(directory))
        {
            throw new StoreException($"There is no directory {directory}.");
        }

        if (!File.Exists(file.Path))
        {
            return null;
        }

        var isOpen = false;
        HistoryConnection? connection = null;
        HistoryCopy? copy = null;
        try
        {
            (connection, copy) = Open(file);
            if (HistorySchema.VersionOf(connection, file.Path) != HistorySchema.Current)
            {
                throw new StoreException($"{file.Path} was written by an older LanTalk. Start a server on it once to upgrade it.");
            }

            var reader = new HistoryReader(file.Path, connection, copy);
            isOpen = true;
            return reader;
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
                copy?.Dispose();
            }
        }
    }

    private static (HistoryConnection Connection, HistoryCopy? Copy) Open(HistoryFile file)
    {
        try
        {
            return (file.OpenForReading(), null);
        }
        catch (SqliteException e) when (StoreErrors.IsUnwritable(e))
        {
            if (!file.HasLogged)
            {
                return (file.OpenUnchanging(), null);
            }

            var copy = HistoryCopy.Of(file);
            try
            {
                return (new HistoryFile(copy.Directory, Patience).OpenForReading(), copy);
            }
            catch
            {
                copy.Dispose();
                throw;
            }
        }
    }

    /// <summary>The last messages of a room, oldest first; empty if there is no such room.</summary>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public IReadOnlyList<StoredMessage> ReadLast(string room, int count) => Reading<IReadOnlyList<StoredMessage>>(rooms =>
        Find(rooms, room) is { } found ? _queries.ReadBefore(found.Number, long.MaxValue, count) : []);

    /// <summary>The newest messages of a room that match a query, oldest first; empty if there is no such room.</summary>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public IReadOnlyList<StoredMessage> Search(string room, SearchQuery query, int count) => Reading<IReadOnlyList<StoredMessage>>(rooms =>
    {
        if (Find(rooms, room) is not { } found)
        {
            return [];
        }

        var newest = WordIndex.MatchOf(query) is { } match ? SearchTail(found, query, match, count) : [];
        return [.. _queries.Search(found.Number, query, found.IndexedId, count - newest.Count), .. newest];
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection.Dispose();
        _copy?.Dispose();
    }

    private static HistoryRoom? Find(IReadOnlyList<HistoryRoom> rooms, string name) => rooms.FirstOrDefault(room => room.Name == name);

    /// <summary>
    /// Searches the messages that the server has not indexed yet with an index in memory, since only the server may update its own.
    /// </summary>
    private List<StoredMessage> SearchTail(HistoryRoom room, SearchQuery query, string match, int count)
    {
        var tail = _queries.ReadAfter(room.Number, room.IndexedId, int.MaxValue);
        if (tail.Count == 0)
        {
            return tail;
        }

        using var index = new TextIndex();
        index.Add(tail);
        var ids = index.Find(match).ToHashSet();
        return [.. tail.Where(message => ids.Contains(message.Id) && message.At >= (query.Since ?? long.MinValue)).TakeLast(count)];
    }

    private T Reading<T>(Func<IReadOnlyList<HistoryRoom>, T> work)
    {
        try
        {
            // One snapshot for all reads of a query: the server's index may advance between them.
            _connection.Execute("BEGIN");
            var result = work(HistoryQueries.ReadRooms(_connection));
            _connection.Execute("COMMIT");
            return result;
        }
        catch (SqliteException e)
        {
            throw StoreErrors.Of(e, _path);
        }
    }
}
