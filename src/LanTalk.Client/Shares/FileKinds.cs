using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace LanTalk.Client.Shares;

/// <summary>Tells files that hold bytes from devices, sockets and pipes: opening one of those may wait for ever, and reading it never ends.</summary>
internal static class FileKinds
{
    private const int TypeMask = 0xF000, Regular = 0x8000;

    /// <summary>Whether a path is that of an ordinary file. Links are not followed.</summary>
    public static bool IsRegular(string path)
    {
        if (OperatingSystem.IsLinux())
        {
            return (LinuxMode(path) & TypeMask) == Regular;
        }

        if (OperatingSystem.IsMacOS())
        {
            return (MacMode(path) & TypeMask) == Regular;
        }

        return (File.GetAttributes(path) & (FileAttributes.Device | FileAttributes.Directory | FileAttributes.ReparsePoint)) == FileAttributes.None;
    }

    // struct statx is the same on every processor: the mode stands at byte 28 (statx(2)).
    [SupportedOSPlatform("linux")]
    private static int LinuxMode(string path)
    {
        const int CurrentDirectory = -100, DoNotFollow = 0x100;
        const uint Type = 1;
        var buffer = new byte[256];
        return StatX(CurrentDirectory, path, DoNotFollow, Type, buffer) == 0
            ? BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(28))
            : throw Failure(path);
    }

    // struct stat: the mode stands at byte 4 (stat(2)).
    [SupportedOSPlatform("macos")]
    private static int MacMode(string path)
    {
        var buffer = new byte[256];
        var result = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? StatOnArm(path, buffer) : StatOnIntel(path, buffer);
        return result == 0 ? BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(4)) : throw Failure(path);
    }

    private static IOException Failure(string path) => new($"{path}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatX(int directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] result);

    [DllImport("libc", EntryPoint = "lstat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatOnArm([MarshalAs(UnmanagedType.LPUTF8Str)] string path, [Out] byte[] result);

    [DllImport("libc", EntryPoint = "lstat$INODE64", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatOnIntel([MarshalAs(UnmanagedType.LPUTF8Str)] string path, [Out] byte[] result);
}
