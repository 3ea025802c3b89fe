using Microsoft.Win32.SafeHandles;

namespace LanTalk.Cli.Terminals;

/// <summary>
/// The standard streams that the process was started without, as by <c>&lt;&amp;-</c> in a shell. The next files that are opened, by the runtime or
/// here, get their numbers, and any code that reads or writes a standard stream would use those files.
/// </summary>
internal static class MissingStreams
{
    private const int StandardInput = 0, StandardOutput = 1, StandardError = 2;

    // Open for the life of the process, so that no file of ours gets their numbers.
    private static readonly List<SafeFileHandle> Placeholders = [];

    /// <summary>Whether there is no standard output.</summary>
    public static bool IsOutputMissing { get; private set; }

    /// <summary>Whether there is no standard error.</summary>
    public static bool IsErrorMissing { get; private set; }

    /// <summary>
    /// Points the missing ones to the null device, or avoids them if the runtime has already taken their numbers. To be called before anything is
    /// opened.
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

    /// <summary>
    /// Whether a number is free, or belongs to a file that this process has opened. The runtime marks its files to be closed by exec; inherited
    /// streams are not marked.
    /// </summary>
    private static bool IsMissing(int descriptor)
    {
        var isOurs = DescriptorFlags.IsClosedByExec(descriptor);
        if (isOurs is null)
        {
            // A new file gets the lowest free number.
            Placeholders.Add(File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite));
        }

        return isOurs is null or true;
    }
}
