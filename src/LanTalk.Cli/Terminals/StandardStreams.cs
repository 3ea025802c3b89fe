using Microsoft.Win32.SafeHandles;

namespace LanTalk.Cli.Terminals;

/// <summary>What the process's standard streams are.</summary>
internal static class StandardStreams
{
    /// <summary>Whether a person sits at both ends: what is typed comes from a terminal, and output goes to one.</summary>
    public static bool AreTerminal => !Console.IsInputRedirected && !Console.IsOutputRedirected;

    /// <summary>The columns of the terminal that output goes to; null where it goes to none.</summary>
    public static int? OutputColumns => Console.IsOutputRedirected ? null : Columns;

    /// <summary>The same of errors.</summary>
    public static int? ErrorColumns => Console.IsErrorRedirected ? null : Columns;

    // A terminal need not say.
    private static int? Columns => Console.WindowWidth is > 0 and var columns ? columns : null;

    /// <summary>
    /// Standard output that throws an <see cref="IOException"/> when it is a pipe that nobody reads any more. <see cref="Console.Out"/> is
    /// silent about that.
    /// </summary>
    public static TextWriter OpenBreakableOutput()
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected || MissingStreams.IsOutputMissing)
        {
            return Console.Out;
        }

        const int StandardOutput = 1;
        var stream = new FileStream(new SafeFileHandle(StandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0);

        // Into a file, another program or our own errors may be written, too: by what has a place of its own in it, they would be overwritten.
        return stream.CanSeek ? Console.Out : new StreamWriter(stream) { AutoFlush = true };
    }

    /// <summary>Whether writing failed only because nobody reads the pipe any more, which is an ordinary end; a full disk is not.</summary>
    public static bool IsUnread(IOException e)
    {
        const int BrokenPipeOnUnix = 32, BrokenPipeOnWindows = unchecked((int)0x8007006D), ClosingPipeOnWindows = unchecked((int)0x800700E8);
        return e.HResult is BrokenPipeOnUnix or BrokenPipeOnWindows or ClosingPipeOnWindows;
    }

    /// <summary>Standard output.</summary>
    public static Stream OpenOutput() => MissingStreams.IsOutputMissing ? Stream.Null : Console.OpenStandardOutput();

    /// <summary>Standard error.</summary>
    public static Stream OpenError() => MissingStreams.IsErrorMissing ? Stream.Null : Console.OpenStandardError();
}
