using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LanTalk.Server.Connections;

/// <summary>
/// The system call <c>sendfile</c>, by which the kernel sends a file itself. The call of .NET sends a whole file by its name, and occupies a thread
/// while the disk or the other end is slow.
/// </summary>
internal static class LinuxSendFile
{
    private const int Interrupted = 4; // EINTR
    private const int Full = 11; // EAGAIN

    /// <summary>Whether this system has it.</summary>
    public static bool IsThere { get; } = OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    /// <summary>Sends a part of a file to a socket that does not block; returns how much of it the socket took.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="file">The file.</param>
    /// <param name="offset">The first byte.</param>
    /// <param name="length">How many bytes at most.</param>
    /// <param name="isFull">Whether the socket takes nothing now.</param>
    public static int Send(SafeSocketHandle socket, SafeFileHandle file, long offset, int length, out bool isFull)
    {
        nint sent;
        int error;
        do
        {
            sent = Send(socket, file, ref offset, length);
            error = sent < 0 ? Marshal.GetLastPInvokeError() : 0;
        }
        while (error == Interrupted);

        isFull = error == Full;
        return (int)Math.Max(sent, 0);
    }

    [DllImport("libc", EntryPoint = "sendfile", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Send(SafeSocketHandle socket, SafeFileHandle file, ref long offset, nint length);
}
