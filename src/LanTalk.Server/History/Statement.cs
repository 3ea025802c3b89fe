using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LanTalk.Server.History;

/// <summary>
/// A prepared statement. The provider's own commands box every value and take strings; this one passes bytes through unchanged. Used by one thread at
/// a time, like its connection.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    // Grows to the longest text bound so far.
    private byte[] _encoding = new byte[128];

    /// <summary>Prepares the first statement of a text.</summary>
    /// <exception cref="SqliteException">It is not valid, or the schema cannot be read.</exception>
    public Statement(sqlite3 database, string sql)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    /// <summary>Sets a parameter, counted from 1.</summary>
    public void Bind(int parameter, long value) => Check(raw.sqlite3_bind_int64(_statement, parameter, value));

    /// <summary>Sets a parameter to a text in UTF-8.</summary>
    public void Bind(int parameter, ReadOnlySpan<byte> text) => Check(raw.sqlite3_bind_text(_statement, parameter, text));

    /// <summary>Sets a parameter to a text.</summary>
    public void Bind(int parameter, string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most > _encoding.Length)
        {
            _encoding = new byte[most];
        }

        Bind(parameter, _encoding.AsSpan(0, Encoding.UTF8.GetBytes(text, _encoding)));
    }

    /// <summary>Moves to the next row; false if there is none, and the statement can be reused.</summary>
    /// <exception cref="SqliteException">It failed; the statement can be reused.</exception>
    public bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }

        // Resetting a failed statement only repeats the error of its step.
        var reset = raw.sqlite3_reset(_statement);
        Check(result == raw.SQLITE_DONE ? reset : result);
        return false;
    }

    /// <summary>Runs to the end and ignores the rows.</summary>
    public void Run()
    {
        while (Step())
        {
        }
    }

    /// <summary>Discards the rows that are not read yet.</summary>
    public void Reset() => Check(raw.sqlite3_reset(_statement));

    /// <summary>A number in the current row; columns are counted from 0.</summary>
    public long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>Whether a value of the current row is null.</summary>
    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    /// <summary>A text of the current row, in UTF-8; valid until the next step.</summary>
    public ReadOnlySpan<byte> Utf8(int column) => raw.sqlite3_column_blob(_statement, column);

    /// <summary>A text of the current row.</summary>
    public string Text(int column) => Encoding.UTF8.GetString(Utf8(column));

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }
    }
}
