using System.Globalization;
using LanTalk.Protocol.Files;
using Microsoft.Data.Sqlite;

namespace LanTalk.Server.Users;

/// <summary>The file <c>lantalk.db</c> of a data directory: the owners of names.</summary>
internal sealed class NameStore : IDisposable
{
    private const int SchemaVersion = 2;

    private readonly string _path;
    private readonly SqliteConnection _database;

    private NameStore(string path)
    {
        _path = path;
        _database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
    }

    /// <summary>Opens the names of a data directory; creates the file if there is none.</summary>
    /// <exception cref="NameStoreException">It cannot be used.</exception>
    public static NameStore Open(string directory)
    {
        var store = new NameStore(Path.Combine(directory, "lantalk.db"));
        try
        {
            store.Try(store.Open);
            return store;
        }
        catch (NameStoreException)
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>All names.</summary>
    /// <exception cref="NameStoreException">They cannot be read.</exception>
    public IReadOnlyList<OwnedName> Read() => Try(() =>
    {
        var names = new List<OwnedName>();
        using var command = Command("SELECT name, key, last_used, from_browser FROM names");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            names.Add(new OwnedName(reader.GetString(0), reader.GetString(1), DateTimeOffset.FromUnixTimeSeconds(reader.GetInt64(2)))
            {
                IsFromBrowser = reader.GetBoolean(3),
            });
        }

        return names;
    });

    /// <summary>Writes changes, all or none. A name without an owner is deleted.</summary>
    /// <exception cref="NameStoreException">They cannot be written.</exception>
    public void Write(IEnumerable<KeyValuePair<string, OwnedName?>> changes) => Try(() =>
    {
        using var transaction = _database.BeginTransaction();
        using var put = Command("INSERT OR REPLACE INTO names (name, key, last_used, from_browser) VALUES ($name, $key, $last_used, $from_browser)");
        using var delete = Command("DELETE FROM names WHERE name = $name");

        // Deletions first: SQLite treats names as equal that differ only in the case of ASCII letters.
        foreach (var (name, owned) in changes.OrderBy(change => change.Value is not null))
        {
            var command = owned is null ? delete : put;
            command.Parameters.Clear();
            command.Parameters.AddWithValue("$name", owned?.Name ?? name);
            if (owned is not null)
            {
                command.Parameters.AddWithValue("$key", owned.Key);
                command.Parameters.AddWithValue("$last_used", owned.LastUsed.ToUnixTimeSeconds());
                command.Parameters.AddWithValue("$from_browser", owned.IsFromBrowser);
            }

            command.ExecuteNonQuery();
        }

        transaction.Commit();
        return true;
    });

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    private bool Open()
    {
        CreatePrivately();
        _database.Open();
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
        using var command = Command("PRAGMA user_version");
        var version = Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        if (version > SchemaVersion)
        {
            throw new NameStoreException(
                $"{_path} was written by a newer LanTalk (its version is {version}, this one knows {SchemaVersion}). Update this one, or use another --data-dir.");
        }

        if (version < SchemaVersion)
        {
            var first = version > 0 ? ""
                : "CREATE TABLE names (name TEXT PRIMARY KEY COLLATE NOCASE, key TEXT NOT NULL, last_used INTEGER NOT NULL) WITHOUT ROWID;";
            Execute(
                $"""
                BEGIN;
                {first}
                ALTER TABLE names ADD COLUMN from_browser INTEGER NOT NULL DEFAULT 0;
                PRAGMA user_version = {SchemaVersion};
                COMMIT;
                """);
        }

        return true;
    }

    /// <summary>SQLite gives a new file the system's default mode, and the files beside it the mode of the file.</summary>
    private void CreatePrivately() => PrivateFiles.Open(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();

    private void Execute(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql)
    {
        var command = _database.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private T Try<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException or InvalidCastException or ArgumentOutOfRangeException)
        {
            throw new NameStoreException($"{_path} cannot be used: {e.Message.TrimEnd('.')}. {AdviceFor(e)}", e);
        }
    }

    /// <summary>A file that is only inaccessible must not be given up: its names are fine.</summary>
    private static string AdviceFor(Exception e)
    {
        // https://www.sqlite.org/rescode.html
        const int Busy = 5, Locked = 6, ReadOnly = 8, InputOutput = 10, Full = 13, CannotOpen = 14;
        return e is IOException
            or UnauthorizedAccessException
            or SqliteException { SqliteErrorCode: Busy or Locked or ReadOnly or InputOutput or Full or CannotOpen }
            ? "Check that this user may write it and its directory and that there is space, or use another --data-dir."
            : "Put a backup in its place, or move it away to start without owned names.";
    }
}
