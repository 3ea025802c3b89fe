using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LanTalk.Cli.Terminals;

/// <summary>Flags of file descriptors that .NET does not expose. Not for Windows, which has none.</summary>
internal static class DescriptorFlags
{
    /// <summary>Whether exec closes a descriptor; null if it is not open.</summary>
    public static bool? IsClosedByExec(int descriptor)
    {
        const int Get = 1, CloseOnExec = 1; // F_GETFD, FD_CLOEXEC
        var flags = Control(descriptor, Get);
        return flags < 0 ? null : (flags & CloseOnExec) != 0;
    }

    /// <summary>
    /// Makes each write go to the end of a file, even if others write to it or truncate it in the meantime. Has an effect only on Linux.
    /// </summary>
    public static void AppendOnly(SafeFileHandle file)
    {
        const int Set = 4, Append = 0x400; // F_SETFL, O_APPEND
        if (OperatingSystem.IsLinux())
        {
            _ = Control(file, Set, Append);
        }
    }

    [DllImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(int descriptor, int command);

    [DllImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(SafeFileHandle file, int command, int flags);
}
