using LanTalk.Protocol.Files;
using Microsoft.Data.Sqlite;

namespace LanTalk.Server.History;

/// <summary>Opens the file <c>history.db</c> of a data directory.</summary>
internal sealed class HistoryFile(string directory, TimeSpan patience)
{
    /// <summary>Checking a larger file would delay the start; its damage is noticed when it is read.</summary>
    private const long LargestChecked = 16 * 1024 * 1024;

    /// <summary>Its path.</summary>
    public string Path { get; } = System.IO.Path.Combine(directory, "history.db");

    /// <summary>The path of its write-ahead log.</summary>
    public string LogPath => $"{Path}-wal";

    /// <summary>Whether its write-ahead log exists, as it always does while the file is open.</summary>
    public bool HasLog => File.Exists(LogPath);

    /// <summary>Whether its write-ahead log may hold anything that is not in the file itself.</summary>
    public bool HasLogged => new FileInfo(LogPath) is { Exists: true, Length: > 0 };

    /// <summary>Opens it for the first time: it is created if it is missing, checked, and brought to the current schema.</summary>
    /// <exception cref="SqliteException">It cannot be used.</exception>
    /// <exception cref="StoreException">It is damaged, or of another version.</exception>
    public HistoryConnection OpenFirst()
    {
        CreateIfMissing();
        var connection = HistoryConnection.Open(Path, SqliteOpenMode.ReadWrite, patience);
        try
        {
            Check(connection);
            HistorySchema.VersionOf(connection, Path);
            Prepare(connection);
            HistorySchema.Upgrade(connection, Path);
            connection.SetPatience(TimeSpan.Zero);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens it again; a missing file is not created. It does not wait for another program's lock: that is up to the caller.</summary>
    /// <exception cref="SqliteException">It cannot be used.</exception>
    public HistoryConnection OpenAgain()
    {
        var connection = HistoryConnection.Open(Path, SqliteOpenMode.ReadWrite, TimeSpan.Zero);
        try
        {
            Prepare(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens it for reading, concurrently with writes.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public HistoryConnection OpenForReading() => OpenForReading(Path);

    /// <summary>
    /// Opens it for reading in a directory that cannot be written to, so that nobody writes to the file. Its write-ahead log is ignored.
    /// </summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public HistoryConnection OpenUnchanging() => OpenForReading($"{new Uri(System.IO.Path.GetFullPath(Path)).AbsoluteUri}?immutable=1");

    private HistoryConnection OpenForReading(string path)
    {
        var connection = HistoryConnection.Open(path, SqliteOpenMode.ReadOnly, patience);
        try
        {
            // Only the first read shows whether it works.
            connection.Number("SELECT count(*) FROM sqlite_schema");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Prepare(HistoryConnection connection)
    {
        // With NORMAL, a commit hands the data to the system, so the end of the process, however sudden, loses nothing. A power cut may lose the last
        // seconds, because the write-ahead log is flushed to the disk only before it is written back; the rest is consistent. FULL would flush with
        // every commit, of which a disk does some hundreds a second. Upkeep writes the log back in time; if it cannot, an append does so at 8,000
        // pages (32 MB).
        connection.Execute(
            """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = NORMAL;
            PRAGMA wal_autocheckpoint = 8000;
            PRAGMA journal_size_limit = 67108864;
            """);
    }

    private void CreateIfMissing()
    {
        if (File.Exists(Path))
        {
            return;
        }

        try
        {
            // Created before SQLite creates it readable by everybody. The files that it adds beside take over the mode.
            PrivateFiles.Open(Path, FileMode.CreateNew).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{Path} cannot be created: {e.Message}", e);
        }
    }

    private void Check(HistoryConnection connection)
    {
        // The first read of the file: one that is not a database fails here, before anything is written.
        connection.Number("SELECT count(*) FROM sqlite_schema");
        if (connection.IsReadOnly)
        {
            throw new StoreException($"{Path} cannot be written. Let this user write to it, or take another --data-dir.");
        }

        if (new FileInfo(Path).Length <= LargestChecked && connection.Text("PRAGMA quick_check(1)") is var found && found != "ok")
        {
            throw StoreErrors.Damaged(Path, $"{found.Trim().ReplaceLineEndings(" ")}.");
        }
    }
}
