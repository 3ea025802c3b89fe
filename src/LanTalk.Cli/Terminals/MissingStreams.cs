using Microsoft.Win32.SafeHandles;

namespace LanTalk.Cli.Terminals;

/// <summary>
/// The standard streams that the process was started without, as by <c>&lt;&amp;-</c> in a shell. Their numbers go to the next files that are
/// opened, by the runtime or here, and whatever reads or writes a standard stream would read or write those.
/// </summary>
internal static class MissingStreams
{
    private const int StandardInput = 0, StandardOutput = 1, StandardError = 2;

    // Open as long as the process lives, so that no file of ours gets their numbers.
    private static readonly List<SafeFileHandle> Placeholders = [];

    /// <summary>Whether there is no standard output.</summary>
    public static bool IsOutputMissing { get; private set; }

    /// <summary>Whether there is no standard error.</summary>
    public static bool IsErrorMissing { get; private set; }

    /// <summary>
    /// Points the missing ones to the null device, or keeps away from them where the runtime was there first. To be called before anything is opened.
    /// </summary>
    public static void Replace()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var isInputMissing = IsMissing(StandardInput);
        (IsOutputMissing, IsErrorMissing) = (IsMissing(StandardOutput), IsMissing(StandardError));
        if (isInputMissing)
        {
            Console.SetIn(TextReader.Null);
        }

    }

    /// <summary>Whether a number is free, or belongs to a file that this process has opened. The runtime marks those to be closed by exec; what came through exec is not.</summary>
    private static bool IsMissing(int descriptor)
    {
        var isOurs = DescriptorFlags.IsClosedByExec(descriptor);
        if (isOurs is null)
        {
            // The lowest free number is the one that is given.
            Placeholders.Add(File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite));
        }

        return isOurs is null or true;
    }
}
