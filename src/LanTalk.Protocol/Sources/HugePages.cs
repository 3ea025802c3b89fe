using System.Runtime.InteropServices;

namespace LanTalk.Protocol.Sources;

/// <summary>
/// Allocates large buffers in pages of 2 MiB, where Linux has them (madvise(2)). A page fault for each 4 KiB of a new buffer may take longer than reading a
/// small file into it.
/// </summary>
internal static class HugePages
{
    private const nint PageSize = 2 * 1024 * 1024;
    private const int Advice = 14; // MADV_HUGEPAGE

    /// <summary>Allocates a buffer; its pages are ordinary ones where there are no others.</summary>
    public static byte[] Allocate(int length)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(length, pinned: true);
        if (OperatingSystem.IsLinux() && length >= PageSize)
        {
            var begin = Marshal.UnsafeAddrOfPinnedArrayElement(buffer, 0);
            var first = (begin + PageSize - 1) / PageSize * PageSize;
            var end = (begin + length) / PageSize * PageSize;
            _ = Advise(first, (nuint)Math.Max(0, end - first), Advice); // only a hint: nothing depends on it
        }

        return buffer;
    }

    [DllImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Advise(nint address, nuint length, int advice);
}
