using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LanTalk.Server.History;

/// <summary>An open database and its prepared statements. Used by one thread at a time. Disposing it rolls back an open transaction.</summary>
internal sealed class HistoryConnection : IDisposable
{
    /// <summary>Low enough that a search checks for cancellation several times a millisecond, even when most of its work is in the index.</summary>
    private const int InstructionsBetweenLooks = 200;

    private readonly SqliteConnection _connection;
    private readonly List<Statement> _statements = [];

    private HistoryConnection(SqliteConnection connection) => _connection = connection;

    /// <summary>Whether the file could only be opened for reading.</summary>
    public bool IsReadOnly => raw.sqlite3_db_readonly(_connection.Handle!, "main") == 1;

    /// <summary>The number of rows changed by it so far.</summary>
    public int Changes => raw.sqlite3_total_changes(_connection.Handle!);

    /// <summary>Whether no transaction is open.</summary>
    public bool IsIdle => raw.sqlite3_get_autocommit(_connection.Handle!) != 0;

    /// <summary>
    /// Whether the file was deleted, moved or replaced since it was opened: anything written would go to a file that nobody can find.
    /// </summary>
    public bool HasMoved => FileControl.HasMoved(_connection.Handle!);

    /// <summary>Opens an existing file.</summary>
    /// <param name="path">The file; <c>:memory:</c> for a database in memory.</param>
    /// <param name="mode">For reading or for writing.</param>
    /// <param name="patience">How long to wait for another connection's lock.</param>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public static HistoryConnection Open(string path, SqliteOpenMode mode, TimeSpan patience)
    {
        // No pool: a closed connection must really be closed, with its locks and its view of the file.
        var text = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString();
        var connection = new SqliteConnection(text);
        try
        {
            connection.Open();
            var opened = new HistoryConnection(connection);
            opened.SetPatience(patience);
            return opened;
        }
        catch (SqliteException)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Sets how long a statement blocks its thread for another connection's lock.</summary>
    public void SetPatience(TimeSpan patience) => raw.sqlite3_busy_timeout(_connection.Handle!, (int)patience.TotalMilliseconds);

    /// <summary>Prepares a statement, which is disposed with this connection.</summary>
    public Statement Prepare(string sql)
    {
        var statement = new Statement(_connection.Handle!, sql);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>Runs statements once.</summary>
    public void Execute(string sql)
    {
        var result = raw.sqlite3_exec(_connection.Handle!, sql);
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, _connection.Handle!);
        }
    }

    /// <summary>Runs a statement that returns one number.</summary>
    public long Number(string sql)
    {
        using var statement = new Statement(_connection.Handle!, sql);
        return statement.Step() ? statement.Number(0) : 0;
    }

    /// <summary>Runs a statement that returns one text.</summary>
    public string Text(string sql)
    {
        using var statement = new Statement(_connection.Handle!, sql);
        return statement.Step() ? statement.Text(0) : "";
    }

    /// <summary>Makes statements fail with <c>SQLITE_INTERRUPT</c> once the token is cancelled, until the result is disposed.</summary>
    public IDisposable InterruptWhen(CancellationToken cancellationToken)
    {
        // Not sqlite3_interrupt, which reaches only a statement that is running at that moment, not one about to start.
        raw.sqlite3_progress_handler(
            _connection.Handle!, InstructionsBetweenLooks, static token => ((CancellationToken)token).IsCancellationRequested ? 1 : 0, cancellationToken);
        return new Interruption(_connection);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _statements.ForEach(statement => statement.Dispose());
        _connection.Dispose();
    }

    private sealed class Interruption(SqliteConnection connection) : IDisposable
    {
        public void Dispose() => raw.sqlite3_progress_handler(connection.Handle!, 0, null, null);
    }
}
