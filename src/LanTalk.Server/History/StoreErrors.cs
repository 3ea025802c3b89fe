using Microsoft.Data.Sqlite;

namespace LanTalk.Server.History;

/// <summary>Describes SQLite's errors for people: the file, the cause, and what to do.</summary>
internal static class StoreErrors
{
    // https://www.sqlite.org/rescode.html
    private const int Busy = 5, Locked = 6, ReadOnly = 8, InputOutput = 10, Corrupt = 11, Full = 13, CannotOpen = 14, NoDatabase = 26;

    /// <summary>The exception that the store throws for an error of SQLite.</summary>
    public static StoreException Of(SqliteException e, string path) => e.SqliteErrorCode switch
    {
        Full => new StoreException($"{path} cannot be written: the disk is full. Free some space; the server then goes on by itself.", e)
        {
            PublicMessage = "The server cannot write its history: the disk is full.",
        },
        ReadOnly => new StoreException(
            $"{path} cannot be written: it, its directory or its disk is read-only. Let this user write there; the server then goes on by itself.", e)
        {
            PublicMessage = "The server cannot write its history: the disk is read-only.",
        },
        Busy or Locked => LockedByOther(path, e),
        Corrupt or NoDatabase => Damaged(path, e.Message, e),
        CannotOpen => new StoreException($"{path} cannot be opened. Check that it exists and that this user may read and write it and its directory.", e),
        InputOutput => new StoreException($"{path} cannot be read or written: {e.Message} Check that its disk works and is not full.", e),
        _ => new StoreException($"{path} cannot be used: {e.Message}", e),
    };

    /// <summary>Whether another program holds the file, so that a later try may succeed.</summary>
    public static bool IsBusy(SqliteException e) => e.SqliteErrorCode is Busy or Locked;

    /// <summary>Whether a file cannot be opened because nothing can be created beside it, which SQLite does even to read.</summary>
    public static bool IsUnwritable(SqliteException e) => e.SqliteErrorCode is CannotOpen or ReadOnly;

    /// <summary>Another program has held the file for longer than a call waits.</summary>
    public static StoreException LockedByOther(string path, Exception? e = null) =>
        new($"{path} is locked by another program. Stop that program, such as sqlite3 or a backup.", e)
        {
            PublicMessage = "The server's history is locked by another program. Try again.",
        };

    /// <summary>The file was deleted or moved, or another one has its name.</summary>
    public static StoreException Gone(string path) => new(
        $"{path} was deleted, moved or replaced while the server runs, so nothing is stored. Put the file back, and the server goes on by itself; "
        + "or restart it, and it uses whatever file is there then.")
    {
        PublicMessage = "The server's history is gone from its disk.",
    };

    /// <summary>The write-ahead log was deleted below the file.</summary>
    public static StoreException LogGone(string path) => new(
        $"{path}-wal was deleted while the server runs, so nothing is stored. Stop the server, which saves the content of that file, and start it again.")
    {
        PublicMessage = "The server's history is gone from its disk.",
    };

    /// <summary>Another history has replaced this one.</summary>
    public static StoreException Replaced(string path) => new($"{path} was replaced while the server runs. Start the server again.")
    {
        PublicMessage = "The server's history was replaced by another one.",
    };

    /// <summary>The file exists, but cannot be used in its state.</summary>
    public static StoreException Damaged(string path, string cause, Exception? e = null) => new(
        $"{path} is damaged: {cause} Nothing was changed or deleted. To start with an empty history, move the file and those beside it "
        + $"({Path.GetFileName(path)}-wal, -shm) away; to save what is in it, run  sqlite3 {path} .recover  on a copy.", e)
    {
        PublicMessage = "The server's history is damaged.",
    };
}
