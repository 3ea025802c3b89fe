using System.Text;
using LanTalk.Cli.Exits;
using LanTalk.Terminal.Devices;
using Microsoft.Win32.SafeHandles;

namespace LanTalk.Cli.Terminals;

/// <summary>The process's standard streams.</summary>
internal static class StandardStreams
{
    /// <summary>A line up to this length is one write, and so stays whole in a file that other programs append to.</summary>
    private const int BufferSize = 4096;

    /// <summary>Whether a person is at both ends: input comes from a terminal, output goes to one, and this process is in its foreground.</summary>
    public static bool AreTerminal => !Console.IsInputRedirected && !Console.IsOutputRedirected && (OperatingSystem.IsWindows() || JobControl.IsInForeground);

    /// <summary>The columns of the terminal at standard output; null if there is none.</summary>
    public static int? OutputColumns => Console.IsOutputRedirected ? null : Columns;

    /// <summary>The same for standard error.</summary>
    public static int? ErrorColumns => Console.IsErrorRedirected ? null : Columns;

    // A terminal may not report its width.
    private static int? Columns => Console.WindowWidth is > 0 and var columns ? columns : null;

    /// <summary>
    /// Makes a verb whose result cannot be written end with an <see cref="OutputException"/>. Text that standard error does not accept is lost: there
    /// is nowhere else to report it.
    /// </summary>
    public static void Guard()
    {
        // A terminal that cannot be written is gone, which ends the process in other ways.
        if (MissingStreams.IsOutputMissing || Console.IsOutputRedirected)
        {
            Console.SetOut(TextOf(MissingStreams.IsOutputMissing ? null : Console.OpenStandardOutput(), RefuseOutput));
        }

        if (MissingStreams.IsErrorMissing || Console.IsErrorRedirected)
        {
            Console.SetError(TextOf(OpenError(), _ => { }));
        }
    }

    /// <summary>
    /// Standard output that throws an <see cref="OutputException"/> also when it is a pipe without a reader. <see cref="Console.Out"/> is silent
    /// about that.
    /// </summary>
    public static TextWriter OpenBreakableOutput()
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected || MissingStreams.IsOutputMissing)
        {
            return Console.Out;
        }

        var stream = OpenDescriptor();

        // Another program, or our own standard error, may write to the same file; a stream with a position of its own would overwrite them.
        return stream.CanSeek ? Console.Out : TextOf(stream, RefuseOutput);
    }

    /// <summary>Standard output for bytes. A write that fails throws an <see cref="OutputException"/>, also when nobody reads any more.</summary>
    public static Stream OpenBreakableBytes()
    {
        if (MissingStreams.IsOutputMissing)
        {
            return new GuardedStream(null, RefuseOutput);
        }

        var stream = OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : OpenDescriptor();
        return new GuardedStream(stream.CanSeek ? Console.OpenStandardOutput() : stream, RefuseOutput);
    }

    /// <summary>
    /// Standard input for the console of a server: from a terminal only while this process is in its foreground. A background process that reads its
    /// terminal is stopped.
    /// </summary>
    public static TextReader OpenConsoleInput() => OperatingSystem.IsWindows() || Console.IsInputRedirected
        ? Console.In
        : new StreamReader(new ForegroundInput(Console.OpenStandardInput(), TimeProvider.System), Console.InputEncoding);

    /// <summary>Standard output.</summary>
    public static Stream OpenOutput() => MissingStreams.IsOutputMissing ? Stream.Null : Console.OpenStandardOutput();

    /// <summary>Standard error.</summary>
    public static Stream OpenError() => MissingStreams.IsErrorMissing ? Stream.Null : Console.OpenStandardError();

    private static FileStream OpenDescriptor()
    {
        const int StandardOutput = 1;
        return new FileStream(new SafeFileHandle(StandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0);
    }

    private static StreamWriter TextOf(Stream? stream, Action<Exception> failed)
    {
        // Without a byte order mark, which Console.Out leaves out too.
        var encoding = Console.OutputEncoding is { CodePage: var page } other && page != Encoding.UTF8.CodePage
            ? other : new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new StreamWriter(new GuardedStream(stream, failed), encoding, BufferSize) { AutoFlush = true };
    }

    private static void RefuseOutput(Exception e) => throw new OutputException(e);
}
