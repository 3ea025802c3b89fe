using System.Runtime.InteropServices;
using SQLitePCL;

namespace LanTalk.Server.History;

/// <summary>What SQLite tells of the file below a database, and its package does not pass on.</summary>
internal static class FileControl
{
    // https://www.sqlite.org/c3ref/c_fcntl_begin_atomic_write.html
    private const int Moved = 20;

    /// <summary>
    /// Whether the name of the database leads to another file than the one that is open, or to none. Windows does not tell, and does not let
    /// anybody delete a file that is open.
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
