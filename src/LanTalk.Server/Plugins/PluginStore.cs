using System.Text;
using LanTalk.Protocol.Files;
using Microsoft.Data.Sqlite;

namespace LanTalk.Server.Plugins;

/// <summary>
/// The file <c>plugins.db</c> of a data directory: what plug-ins store, and how far they have come in each room. It is created with the first use. Any thread
/// may call it, and waits for the disk.
/// </summary>
internal sealed class PluginStore(string directory) : IDisposable
{
    /// <summary>The maximum of what one plug-in stores, keys and values, in bytes of UTF-8.</summary>
    public const int MaxSize = 1024 * 1024;

    /// <summary>The maximum length of a key in bytes of UTF-8.</summary>
    public const int MaxKey = 256;

    private const int MaxKeys = 1000;

    private readonly string _path = Path.Combine(directory, "plugins.db");
    private readonly Lock _gate = new();
    private SqliteConnection? _database;
    private bool _isDisposed;

    /// <summary>A value; null if there is none.</summary>
    /// <exception cref="PluginException">The file cannot be used.</exception>
    public string? Get(string plugin, string key) =>
        Run("SELECT value FROM entries WHERE plugin = $1 AND key = $2", command => command.ExecuteScalar() as string, plugin, key);

    /// <summary>Stores a value, or removes it; returns why it cannot, or null.</summary>
    /// <exception cref="PluginException">The file cannot be used.</exception>
    public string? Set(string plugin, string key, string? value)
    {
        if (value is null)
        {
            Run("DELETE FROM entries WHERE plugin = $1 AND key = $2", command => command.ExecuteNonQuery(), plugin, key);
            return null;
        }

        if (Encoding.UTF8.GetByteCount(key) is 0 or > MaxKey)
        {
            return $"A key has 1 to {MaxKey} bytes.";
        }

        // In one statement, so that what is there and what comes are counted together.
        var stored = Run(
            """
            INSERT INTO entries (plugin, key, value)
            SELECT $1, $2, $3
            WHERE (SELECT COALESCE(SUM(length(CAST(key AS BLOB)) + length(CAST(value AS BLOB))), 0) FROM entries WHERE plugin = $1 AND key <> $2)
                + length(CAST($2 AS BLOB)) + length(CAST($3 AS BLOB)) <= $4
            ON CONFLICT (plugin, key) DO UPDATE SET value = excluded.value
            """,
            command => command.ExecuteNonQuery(),
            plugin, key, value, MaxSize);
        return stored > 0 ? null : $"The store is full: it holds {MaxSize} bytes.";
    }

    /// <summary>The keys that begin with a text, in order; at most 1,000.</summary>
    /// <exception cref="PluginException">The file cannot be used.</exception>
    public IReadOnlyList<string> Keys(string plugin, string prefix) => Run(
        "SELECT key FROM entries WHERE plugin = $1 AND substr(key, 1, length($2)) = $2 ORDER BY key LIMIT $3",
        command =>
        {
            using var reader = command.ExecuteReader();
            var keys = new List<string>();
            while (reader.Read())
            {
                keys.Add(reader.GetString(0));
            }

            return keys;
        },
        plugin, prefix, MaxKeys);

    /// <summary>The message of a room up to which a plug-in has dealt with all; null if it never said.</summary>
    /// <exception cref="PluginException">The file cannot be used.</exception>
    public long? Seen(string plugin, string room, string epoch) => Run(
        "SELECT id FROM seen WHERE plugin = $1 AND room = $2 AND epoch = $3", command => command.ExecuteScalar() as long?, plugin, room, epoch);

    /// <summary>Stores that message.</summary>
    /// <exception cref="PluginException">The file cannot be used.</exception>
    public void SetSeen(string plugin, string room, string epoch, long id) => Run(
        """
        INSERT INTO seen (plugin, room, epoch, id) VALUES ($1, $2, $3, $4)
        ON CONFLICT (plugin, room) DO UPDATE SET id = CASE WHEN epoch = excluded.epoch THEN max(id, excluded.id) ELSE excluded.id END, epoch = excluded.epoch
        """,
        command => command.ExecuteNonQuery(),
        plugin, room, epoch, id);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _database?.Dispose();
        }
    }

    private T Run<T>(string sql, Func<SqliteCommand, T> run, params ReadOnlySpan<object> values)
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                throw new PluginException($"{_path} is closed: the server stops.");
            }

            try
            {
                using var command = (_database ??= Open()).CreateCommand();
                command.CommandText = sql;
                for (var i = 0; i < values.Length; i++)
                {
                    command.Parameters.AddWithValue($"${i + 1}", values[i]);
                }

                return run(command);
            }
            catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
            {
                throw new PluginException($"{_path} cannot be used: {e.Message}", e);
            }
        }
    }

    private SqliteConnection Open()
    {
        // SQLite gives a new file the system's default mode, and the files beside it the mode of the file.
        PrivateFiles.Open(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
        var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _path, Pooling = false }.ToString());
        try
        {
            database.Open();
            using var command = database.CreateCommand();
            command.CommandText =
                """
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = NORMAL;
                CREATE TABLE IF NOT EXISTS entries (plugin TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (plugin, key)) WITHOUT ROWID;
                CREATE TABLE IF NOT EXISTS seen (
                    plugin TEXT NOT NULL, room TEXT NOT NULL, epoch TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (plugin, room)) WITHOUT ROWID;
                """;
            command.ExecuteNonQuery();
            return database;
        }
        catch (SqliteException)
        {
            database.Dispose();
            throw;
        }
    }
}
