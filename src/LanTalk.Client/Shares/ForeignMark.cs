using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace LanTalk.Client.Shares;

/// <summary>
/// Marks files as from elsewhere, where the system has such a mark: it then warns before it runs one of them, or lets it change the system. Linux has none.
/// </summary>
internal static class ForeignMark
{
    /// <summary>The stream beside a file's content in which Windows looks for the mark.</summary>
    internal const string ZoneStream = "Zone.Identifier";

    /// <summary>Its contents: the file is from the zone 3, the Internet.</summary>
    internal const string Zone = "[ZoneTransfer]\r\nZoneId=3\r\n";

    /// <summary>Whether this system has such a mark.</summary>
    public static bool IsKnown => OperatingSystem.IsWindows() || OperatingSystem.IsMacOS();

    private const string Quarantine = "com.apple.quarantine";

    /// <summary>Marks a file. Some file systems keep no marks, and a file without one is as it always was.</summary>
    /// <param name="path">The file.</param>
    /// <param name="now">When it came.</param>
    public static void Put(string path, DateTimeOffset now)
    {
        if (OperatingSystem.IsWindows())
        {
            MarkOnWindows(path);
        }
        else if (OperatingSystem.IsMacOS())
        {
            MarkOnMac(path, QuarantineOf(now));
        }
    }

    /// <summary>
    /// The mark of macOS: flags (a file that an application got, and nobody has approved yet), the time in seconds since 1970, the application.
    /// </summary>
    /// <param name="now">When the file came.</param>
    internal static string QuarantineOf(DateTimeOffset now) => string.Create(CultureInfo.InvariantCulture, $"0081;{now.ToUnixTimeSeconds():x8};LanTalk;");

    private static void MarkOnWindows(string path)
    {
        try
        {
            File.WriteAllText($"{path}:{ZoneStream}", Zone);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // A file system such as FAT has no streams.
        }
    }

    [SupportedOSPlatform("macos")]
    private static void MarkOnMac(string path, string mark)
    {
        const int DoNotFollow = 1; // XATTR_NOFOLLOW
        var value = Encoding.ASCII.GetBytes(mark);

        // The result tells that the file system has no such attributes, as the summary says.
        _ = SetAttribute(path, Quarantine, value, (nuint)value.Length, 0, DoNotFollow);
    }

    [DllImport("libc", EntryPoint = "setxattr", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetAttribute(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string path, [MarshalAs(UnmanagedType.LPUTF8Str)] string name,
        byte[] value, nuint size, uint position, int options);
}
