using System.Globalization;
using LanTalk.Protocol.Files;
using Microsoft.Data.Sqlite;

namespace LanTalk.Server.Invitations;

/// <summary>
/// The file <c>invitations.db</c> of a data directory, which a server and <c>lantalk invite</c> may have open at once. Used by one thread at a
/// time.
/// </summary>
internal sealed class InvitationDatabase : IDisposable
{
    private const int SchemaVersion = 1;

    // Another process writes for a moment only.
    private const int BusySeconds = 5;

    private readonly string _path;
    private readonly SqliteConnection _connection;

    private InvitationDatabase(string path)
    {
        _path = path;
        _connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = BusySeconds, ForeignKeys = true }.ToString());
    }

    /// <summary>Where it is in a data directory.</summary>
    public static string PathIn(string directory) => Path.Combine(directory, "invitations.db");

    /// <summary>Opens the file; makes it if there is none.</summary>
    /// <exception cref="InvitationStoreException">It cannot be used.</exception>
    public static InvitationDatabase Open(string directory)
    {
        var database = new InvitationDatabase(PathIn(directory));
        try
        {
            database.Try(database.Prepare);
            return database;
        }
        catch (InvitationStoreException)
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Does work in one transaction, which no other process comes between.</summary>
    /// <exception cref="InvitationStoreException">The file cannot be read or written.</exception>
    public T InTransaction<T>(Func<T> work) => Try(() =>
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        var result = work();
        transaction.Commit();
        return result;
    });

    /// <summary>A statement with its parameters, <c>$1</c> and so on.</summary>
    public SqliteCommand Command(string sql, params ReadOnlySpan<object?> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters.Length; i++)
        {
            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"${i + 1}"), parameters[i] ?? DBNull.Value);
        }

        return command;
    }

    /// <summary>Carries a statement out; returns how many rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> parameters)
    {
        using var command = Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>The number that a statement yields.</summary>
    public long Number(string sql, params ReadOnlySpan<object?> parameters)
    {
        using var command = Command(sql, parameters);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private bool Prepare()
    {
        // SQLite gives a new file the mode that the system likes, and the files beside it that of the file.
        PrivateFiles.Open(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
        _connection.Open();
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
        var version = Number("PRAGMA user_version");
        if (version > SchemaVersion)
        {
            throw new InvitationStoreException(
                $"{_path} was written by a newer LanTalk (its form is {version}, this one knows {SchemaVersion}). Update this one, or use another --data-dir.");
        }

        if (version == 0)
        {
            // Two processes may find it new at once.
            Execute(
                $"""
                BEGIN IMMEDIATE;
                CREATE TABLE IF NOT EXISTS invitations (
                    number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, owner TEXT NOT NULL, by TEXT NOT NULL, room TEXT,
                    expires INTEGER NOT NULL, uses INTEGER NOT NULL, revoked INTEGER NOT NULL DEFAULT 0);
                CREATE TABLE IF NOT EXISTS uses (
                    invitation INTEGER NOT NULL REFERENCES invitations ON DELETE CASCADE, user TEXT NOT NULL,
                    PRIMARY KEY (invitation, user)) WITHOUT ROWID;
                CREATE TABLE IF NOT EXISTS location (
                    one INTEGER PRIMARY KEY CHECK (one = 1), port INTEGER NOT NULL, bound TEXT NOT NULL, needs_password INTEGER NOT NULL,
                    policy INTEGER NOT NULL);
                PRAGMA user_version = {SchemaVersion};
                COMMIT;
                """);
        }

        return true;
    }

    private T Try<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException or InvalidCastException or FormatException or ArgumentOutOfRangeException)
        {
            throw new InvitationStoreException($"{_path} cannot be used: {e.Message.TrimEnd('.')}. {AdviceFor(e)}", e);
        }
    }

    private static string AdviceFor(Exception e)
    {
        // https://www.sqlite.org/rescode.html
        const int Busy = 5, Locked = 6, ReadOnly = 8, InputOutput = 10, Full = 13, CannotOpen = 14;
        return e is IOException or UnauthorizedAccessException or SqliteException { SqliteErrorCode: Busy or Locked or ReadOnly or InputOutput or Full or CannotOpen }
            ? "See that this user may write it and its directory and that there is space, or take another --data-dir."
            : "Put a backup in its place, or move it away to begin without invitations.";
    }
}
