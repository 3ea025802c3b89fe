using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using LanTalk.Protocol.Files;
using Microsoft.Win32.SafeHandles;

namespace LanTalk.Client.Configuration;

/// <summary>
/// Lets one process at a time, and one thread in it, change the files in a directory. The system releases the lock when its owner dies.
/// </summary>
internal static class DirectoryLock
{
    /// <summary>The request to <c>lockf</c>: wait for the lock (POSIX, unistd.h).</summary>
    private const int Wait = 1;

    /// <summary>A signal interrupted the call: EINTR, the same number on all systems that have it.</summary>
    private const int Interrupted = 4;

    // A POSIX lock belongs to the whole process.
    private static readonly Lock InProcess = new();

    /// <summary>Does some work while nobody else does. The work must not call this again: the end of the inner call would release the lock.</summary>
    /// <param name="directory">The directory, which exists.</param>
    /// <param name="work">The work.</param>
    /// <exception cref="IOException">The lock cannot be acquired.</exception>
    /// <exception cref="UnauthorizedAccessException">The lock's file cannot be created.</exception>
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

    // Not a named mutex, which in a native program only excludes the program's own threads.
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

        // Closing the file releases the lock.
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
            // Its owner died. The lock is ours now, and the files are whole as always.
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
