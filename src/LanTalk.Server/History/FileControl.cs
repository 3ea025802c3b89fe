using System.Runtime.InteropServices;
using SQLitePCL;

namespace LanTalk.Server.History;

/// <summary>The information about a database's file that SQLite has but its package does not expose.</summary>
internal static class FileControl
{
    // https://www.sqlite.org/c3ref/c_fcntl_begin_atomic_write.html
    private const int Moved = 20;

    /// <summary>
    /// Whether the name of the database leads to another file than the open one, or to none. Windows does not tell, and does not let anybody delete
    /// an open file.
    /// </summary>
    public static bool HasMoved(sqlite3 database)
    {
        var hasMoved = 0;
        var result = Control(database, 0, Moved, ref hasMoved);
        return result == raw.SQLITE_OK && hasMoved != 0;
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int Control(sqlite3 database, nint name, int operation, ref int result);
}
