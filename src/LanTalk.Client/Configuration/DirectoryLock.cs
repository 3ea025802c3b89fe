using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using LanTalk.Protocol.Files;
using Microsoft.Win32.SafeHandles;

namespace LanTalk.Client.Configuration;

/// <summary>
/// One process at a time, and of it one thread, changes what is in a directory. The system gives the lock back when its owner dies.
/// </summary>
internal static class DirectoryLock
{
    /// <summary>What <c>lockf</c> is asked for: to wait for the lock (POSIX, unistd.h).</summary>
    private const int Wait = 1;

    /// <summary>A signal came in between: EINTR, the same number on all systems that have it.</summary>
    private const int Interrupted = 4;

    // A lock of POSIX belongs to the process as a whole.
    private static readonly Lock InProcess = new();

    /// <summary>Does something while nobody else does. What it does must not come here again: the end of that would give the lock back.</summary>
    /// <param name="directory">The directory; it is there.</param>
    /// <param name="work">What to do.</param>
    /// <exception cref="IOException">The lock cannot be had.</exception>
    /// <exception cref="UnauthorizedAccessException">The lock's file cannot be made.</exception>
    public static void While(string directory, Action work)
    {
        lock (InProcess)
        {
            if (OperatingSystem.IsWindows())
            {
                WhileOnWindows(directory, work);
            }
            else
            {
                WhileOnUnix(directory, work);
            }
        }
    }

    // Not by a named mutex, which in a native program keeps nobody out but its own threads.
    [UnsupportedOSPlatform("windows")]
    private static void WhileOnUnix(string directory, Action work)
    {
        var path = Path.Combine(directory, ".lock");
        using var file = PrivateFiles.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        while (LockFile(file.SafeFileHandle, Wait, 0) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
            {
                throw new IOException($"{path} cannot be locked: {Marshal.GetPInvokeErrorMessage(error)}");
            }
        }

        // Closing the file gives the lock back.
        work();
    }

    private static void WhileOnWindows(string directory, Action work)
    {
        var name = "lantalk-" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(directory))).AsSpan(0, 16));
        using var turn = new Mutex(initiallyOwned: false, name, new NamedWaitHandleOptions { CurrentUserOnly = true });
        try
        {
            turn.WaitOne();
        }
        catch (AbandonedMutexException)
        {
            // Its owner died. It is ours now, and the files are whole as always.
        }

        try
        {
            work();
        }
        finally
        {
            turn.ReleaseMutex();
        }
    }

    [DllImport("libc", EntryPoint = "lockf", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int LockFile(SafeFileHandle file, int command, nint length);
}
