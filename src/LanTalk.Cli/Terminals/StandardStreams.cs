namespace LanTalk.Cli.Terminals;

/// <summary>What the process's standard streams are.</summary>
internal static class StandardStreams
{
    /// <summary>Whether a person sits at both ends: what is typed comes from a terminal, and output goes to one.</summary>
    public static bool AreTerminal => !Console.IsInputRedirected && !Console.IsOutputRedirected;

    /// <summary>
    /// Standard output, to be flushed by whoever writes. <see cref="Console.Out"/> makes a system call for each line, which
    /// a busy server feels.
    /// </summary>
    public static TextWriter OpenBufferedOutput() => new StreamWriter(Console.OpenStandardOutput(), bufferSize: 16 * 1024);
}
