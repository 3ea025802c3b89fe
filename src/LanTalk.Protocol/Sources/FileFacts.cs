using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using LanTalk.Protocol.Files;
using Microsoft.Win32.SafeHandles;

namespace LanTalk.Protocol.Sources;

/// <summary>What lies at a path.</summary>
internal enum FileKind
{
    /// <summary>An ordinary file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A link.</summary>
    Link,

    /// <summary>A device, a socket or a pipe: opening one may wait for ever, and reading it never ends.</summary>
    Device,
}

/// <summary>The facts that tell whether and how a file is shared. On Linux, one call of the system finds all of them.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Modified">When it was last changed, UTC.</param>
internal readonly record struct FileFacts(FileKind Kind, long Size, DateTime Modified)
{
    // Some disks keep times that no date can be.
    private static readonly long Earliest = DateTimeOffset.MinValue.ToUnixTimeSeconds(), Latest = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    private const int TypeMask = 0xF000, Directory = 0x4000, Regular = 0x8000, Link = 0xA000;

    /// <summary>The facts of what lies at a path. Links are not followed.</summary>
    /// <exception cref="IOException">There is nothing, or it cannot be seen.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be seen.</exception>
    public static FileFacts Of(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return OfOther(path);
        }

        Span<byte> statx = stackalloc byte[LinuxFiles.FactsLength];
        LinuxFiles.ReadFacts(path, statx);
        return OfLinux(statx);
    }

    /// <summary>The facts of an open file.</summary>
    public static FileFacts Of(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new FileFacts(FileKind.File, RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file));
        }

        Span<byte> statx = stackalloc byte[LinuxFiles.FactsLength];
        LinuxFiles.ReadFacts(file, statx);
        return OfLinux(statx);
    }

    // struct statx is the same on every processor (statx(2)).
    private static FileFacts OfLinux(ReadOnlySpan<byte> statx)
    {
        const int Mode = 28, Length = 40, Seconds = 112, Nanoseconds = 120;
        var seconds = Math.Clamp(BinaryPrimitives.ReadInt64LittleEndian(statx[Seconds..]), Earliest, Latest);
        var modified = DateTime.UnixEpoch.AddSeconds(seconds).AddTicks(BinaryPrimitives.ReadUInt32LittleEndian(statx[Nanoseconds..]) / TimeSpan.NanosecondsPerTick);
        return new FileFacts(KindOf(BinaryPrimitives.ReadUInt16LittleEndian(statx[Mode..])), BinaryPrimitives.ReadInt64LittleEndian(statx[Length..]), modified);
    }

    private static FileFacts OfOther(string path)
    {
        var file = new FileInfo(path);
        var attributes = File.GetAttributes(path);
        var kind = OperatingSystem.IsMacOS() ? KindOf(MacMode(path))
            : attributes.HasFlag(FileAttributes.ReparsePoint) ? FileKind.Link
            : attributes.HasFlag(FileAttributes.Directory) ? FileKind.Directory
            : attributes.HasFlag(FileAttributes.Device) ? FileKind.Device
            : FileKind.File;
        return new FileFacts(kind, kind == FileKind.File ? file.Length : 0, file.LastWriteTimeUtc);
    }

    private static FileKind KindOf(int mode) => (mode & TypeMask) switch
    {
        Regular => FileKind.File,
        Directory => FileKind.Directory,
        Link => FileKind.Link,
        _ => FileKind.Device,
    };

    // struct stat: the mode stands at byte 4 (stat(2)).
    [SupportedOSPlatform("macos")]
    private static int MacMode(string path)
    {
        var buffer = new byte[256];
        var result = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? StatOnArm(path, buffer) : StatOnIntel(path, buffer);
        return result == 0
            ? BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(4))
            : throw new IOException($"{path}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
    }

    [DllImport("libc", EntryPoint = "lstat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatOnArm([MarshalAs(UnmanagedType.LPUTF8Str)] string path, [Out] byte[] result);

    [DllImport("libc", EntryPoint = "lstat$INODE64", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatOnIntel([MarshalAs(UnmanagedType.LPUTF8Str)] string path, [Out] byte[] result);
}
