using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LanTalk.Server.History;

/// <summary>An open database and its prepared statements. Used by one thread at a time. What was begun and not committed is undone at the end.</summary>
internal sealed class HistoryConnection : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly List<Statement> _statements = [];

    private HistoryConnection(SqliteConnection connection) => _connection = connection;

    /// <summary>Whether the file could only be opened for reading.</summary>
    public bool IsReadOnly => raw.sqlite3_db_readonly(_connection.Handle!, "main") == 1;

    /// <summary>How many rows were ever changed by it.</summary>
    public int Changes => raw.sqlite3_total_changes(_connection.Handle!);

    /// <summary>Opens a file that is there.</summary>
    /// <param name="path">The file; <c>:memory:</c> for none.</param>
    /// <param name="mode">For reading or for writing.</param>
    /// <param name="patience">How long to wait for another connection's lock.</param>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public static HistoryConnection Open(string path, SqliteOpenMode mode, TimeSpan patience)
    {
        // No pool: a connection that is closed must be closed, with its locks and its view of the file.
        var text = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString();
        var connection = new SqliteConnection(text);
        try
        {
            connection.Open();
            raw.sqlite3_busy_timeout(connection.Handle!, (int)patience.TotalMilliseconds);
            return new HistoryConnection(connection);
        }
        catch (SqliteException)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Prepares a statement, which ends with this connection.</summary>
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

    /// <summary>The one number that a statement gives.</summary>
    public long Number(string sql)
    {
        using var statement = new Statement(_connection.Handle!, sql);
        return statement.Step() ? statement.Number(0) : 0;
    }

    /// <summary>The one text that a statement gives.</summary>
    public string Text(string sql)
    {
        using var statement = new Statement(_connection.Handle!, sql);
        return statement.Step() ? statement.Text(0) : "";
    }

    /// <summary>Has the statement that runs at the moment of a cancellation fail with <c>SQLITE_INTERRUPT</c>, until the result is disposed.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled already.</exception>
    public CancellationTokenRegistration InterruptWhen(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return cancellationToken.UnsafeRegister(connection => raw.sqlite3_interrupt(((SqliteConnection)connection!).Handle!), _connection);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _statements.ForEach(statement => statement.Dispose());
        _connection.Dispose();
    }
}
