using System.Runtime.InteropServices;

namespace LanTalk.Protocol.Sources;

/// <summary>
/// A large buffer that is written once. Linux may give it memory in pages of 2 MiB, if it is asked to (madvise(2)): each new page of 4 KiB interrupts the
/// program, which takes longer than reading a small file into it.
/// </summary>
internal static class HugePages
{
    private const nint Size = 2 * 1024 * 1024;
    private const int Advice = 14; // MADV_HUGEPAGE

    /// <summary>Makes a buffer, in ordinary pages where there are no others.</summary>
    public static byte[] Allocate(int length)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(length, pinned: true);
        if (OperatingSystem.IsLinux() && length >= Size)
        {
            var begin = Marshal.UnsafeAddrOfPinnedArrayElement(buffer, 0);
            var first = (begin + Size - 1) / Size * Size;
            var end = (begin + length) / Size * Size;
            _ = Advise(first, (nuint)Math.Max(0, end - first), Advice); // only a hint: nothing depends on it
        }

        return buffer;
    }

    [DllImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Advise(nint address, nuint length, int advice);
}
