using LanTalk.Protocol.Files;
using Microsoft.Data.Sqlite;

namespace LanTalk.Server.History;

/// <summary>The file <c>history.db</c> of a data directory, and how it is opened.</summary>
internal sealed class HistoryFile(string directory, TimeSpan patience)
{
    /// <summary>A check of a larger file would hold up the start; its damage is noticed where it is met.</summary>
    private const long LargestChecked = 16 * 1024 * 1024;

    /// <summary>Where it is.</summary>
    public string Path { get; } = System.IO.Path.Combine(directory, "history.db");

    /// <summary>Its write-ahead log.</summary>
    public string LogPath => $"{Path}-wal";

    /// <summary>Whether its write-ahead log is there, as it always is while it is open.</summary>
    public bool HasLog => File.Exists(LogPath);

    /// <summary>Whether there may be something in its write-ahead log that is not in the file itself.</summary>
    public bool HasLogged => new FileInfo(LogPath) is { Exists: true, Length: > 0 };

    /// <summary>Opens it for the first time: made if it is not there, checked, brought to the present schema.</summary>
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

    /// <summary>Opens it again; what is gone by now is not made anew. It waits for no other program's lock: that is up to the caller.</summary>
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

    /// <summary>Opens it for reading, beside whoever writes.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public HistoryConnection OpenForReading() => OpenForReading(Path);

    /// <summary>Opens it for reading where nothing can be written, and so nobody writes. Its write-ahead log is left out.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public HistoryConnection OpenUnchanging() => OpenForReading($"{new Uri(System.IO.Path.GetFullPath(Path)).AbsoluteUri}?immutable=1");

    private HistoryConnection OpenForReading(string path)
    {
        var connection = HistoryConnection.Open(path, SqliteOpenMode.ReadOnly, patience);
        try
        {
            // Only the first look finds out.
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
        // With NORMAL, what is committed is in the system's hands: the end of the process, however sudden, loses nothing. A power cut
        // may lose the last seconds, since the write-ahead log is flushed to the disk only before it is written back; what is left is
        // whole. FULL would flush with every commit, which a disk does some hundred times a second.
        // Upkeep writes the log back in time. If it does not come to it, the 8,000 pages (32 MB) are where an append does it.
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
            // Before SQLite does, which would let everybody read it. The files that it puts beside take over the mode.
            PrivateFiles.Open(Path, FileMode.CreateNew).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{Path} cannot be made: {e.Message}", e);
        }
    }

    private void Check(HistoryConnection connection)
    {
        // The first look at the file: one that is no database ends here, before anything is written.
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
