using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace LanTalk.Protocol.Files;

/// <summary>
/// The calls of Linux for files. .NET's take three times as many for each file (locks, the kind of the file system), and walk the whole path, in which
/// somebody may replace a directory by a link meanwhile. Among thousands of small files, both count.
/// </summary>
[SupportedOSPlatform("linux")]
public static class LinuxFiles
{
    /// <summary>The length of the facts about a file in bytes: of <c>struct statx</c>.</summary>
    public const int FactsLength = 256;

    private const int WriteOnly = 1, Create = 0x40, Exclusive = 0x80, NonBlocking = 0x800, CloseOnExec = 0x80000;
    private const int Exists = 17, DoesNotExist = 2, IsNoDirectory = 20, IsLink = 40; // EEXIST, ENOENT, ENOTDIR, ELOOP
    private const int MayNot = 1, NoAccess = 13, IsInterrupted = 4; // EPERM, EACCES, EINTR

    // All that the umask leaves.
    private const int NewFile = 0x1b6, NewDirectory = 0x1ff; // 0666, 0777

    private static readonly SafeFileHandle CurrentDirectory = new(-100, ownsHandle: false); // AT_FDCWD

    // These two differ by processor (asm/fcntl.h).
    private static readonly int OnlyDirectory = IsX86 ? 0x10000 : 0x4000;
    private static readonly int DoNotFollow = IsX86 ? 0x20000 : 0x8000;

    private static bool IsX86 => RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86;

    /// <summary>Reads what <c>statx</c> says of a path. Links are not followed.</summary>
    /// <param name="path">The path.</param>
    /// <param name="facts">Room for <see cref="FactsLength"/> bytes.</param>
    public static void ReadFacts(string path, Span<byte> facts)
    {
        const int AtDoNotFollow = 0x100;
        ReadFacts(CurrentDirectory, path, AtDoNotFollow, facts);
    }

    /// <summary>Reads what <c>statx</c> says of an open file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="facts">Room for <see cref="FactsLength"/> bytes.</param>
    public static void ReadFacts(SafeFileHandle file, Span<byte> facts)
    {
        const int EmptyPath = 0x1000;
        ReadFacts(file, "", EmptyPath, facts);
    }

    /// <summary>Opens a file for reading. It follows no link, and does not wait for a pipe.</summary>
    public static SafeFileHandle OpenToRead(string path) => Open(CurrentDirectory, path, CloseOnExec | NonBlocking | DoNotFollow, 0) ?? throw Failure(path);

    /// <summary>Opens a directory; null if a link or something else lies there.</summary>
    /// <param name="parent">The open directory that it is in; null for a path.</param>
    /// <param name="name">Its name.</param>
    public static SafeFileHandle? TryOpenDirectory(SafeFileHandle? parent, string name) =>
        Open(parent ?? CurrentDirectory, name, CloseOnExec | OnlyDirectory | DoNotFollow, 0)
            ?? (Marshal.GetLastPInvokeError() is IsLink or IsNoDirectory ? null : throw Failure(name));

    /// <summary>Makes a directory, unless something of that name is there.</summary>
    /// <param name="parent">The open directory that it is in.</param>
    /// <param name="name">Its name.</param>
    public static void MakeDirectory(SafeFileHandle parent, string name)
    {
        if (MakeDirectoryAt(parent, name, NewDirectory) != 0 && Marshal.GetLastPInvokeError() != Exists)
        {
            throw Failure(name);
        }
    }

    /// <summary>Creates a file; null if something of that name is there, be it a link that leads nowhere.</summary>
    /// <param name="directory">The open directory that it goes to.</param>
    /// <param name="name">Its name.</param>
    public static SafeFileHandle? TryCreate(SafeFileHandle directory, string name) =>
        Open(directory, name, WriteOnly | Create | Exclusive | CloseOnExec, NewFile)
            ?? (Marshal.GetLastPInvokeError() == Exists ? null : throw Failure(name));

    /// <summary>Writes bytes to a file, after those that were written before.</summary>
    /// <exception cref="IOException">They cannot be written: the disk may be full.</exception>
    public static void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var written = (int)Write(file, ref MemoryMarshal.GetReference(bytes), bytes.Length);
            if (written < 0 && Marshal.GetLastPInvokeError() != IsInterrupted)
            {
                throw Failure("the file");
            }

            bytes = bytes[Math.Max(0, written)..];
        }
    }

    /// <summary>Sets when a file was last changed.</summary>
    /// <param name="file">The file.</param>
    /// <param name="time">The time, UTC, after 1970.</param>
    /// <exception cref="IOException">The file system does not take it.</exception>
    public static void SetTime(SafeFileHandle file, DateTime time)
    {
        const nint Omit = (1 << 30) - 2; // UTIME_OMIT: when it was last read stays
        var (seconds, ticks) = Math.DivRem((time - DateTime.UnixEpoch).Ticks, TimeSpan.TicksPerSecond);
        Span<nint> times = [0, Omit, (nint)seconds, (nint)(ticks * TimeSpan.NanosecondsPerTick)]; // struct timespec[2] (futimens(3))
        if (SetTimes(file, ref MemoryMarshal.GetReference(times)) != 0)
        {
            throw Failure("the file");
        }
    }

    private static SafeFileHandle? Open(SafeFileHandle directory, string path, int flags, int mode)
    {
        var file = OpenAt(directory, path, flags, mode);
        if (!file.IsInvalid)
        {
            return file;
        }

        file.Dispose();
        return null;
    }

    private static void ReadFacts(SafeFileHandle directory, string path, int flags, Span<byte> facts)
    {
        const uint TypeTimeAndSize = 0x241; // STATX_TYPE, STATX_MTIME, STATX_SIZE
        ArgumentOutOfRangeException.ThrowIfLessThan(facts.Length, FactsLength);
        if (StatX(directory, path, flags, TypeTimeAndSize, ref MemoryMarshal.GetReference(facts)) != 0)
        {
            throw Failure(path.Length > 0 ? path : "the file");
        }
    }

    private static Exception Failure(string path)
    {
        var error = Marshal.GetLastPInvokeError();
        var message = $"{path}: {Marshal.GetPInvokeErrorMessage(error)}";
        return error switch
        {
            MayNot or NoAccess => new UnauthorizedAccessException(message),
            DoesNotExist => new FileNotFoundException(message, path),
            _ => new IOException(message),
        };
    }

    [DllImport("libc", EntryPoint = "openat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern SafeFileHandle OpenAt(SafeFileHandle directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, int mode);

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Write(SafeFileHandle file, ref byte bytes, nint length);

    [DllImport("libc", EntryPoint = "futimens", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetTimes(SafeFileHandle file, ref nint times);

    [DllImport("libc", EntryPoint = "mkdirat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MakeDirectoryAt(SafeFileHandle directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int mode);

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatX(
        SafeFileHandle directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, ref byte result);
}
