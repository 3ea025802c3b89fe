namespace LanTalk.Cli.Exits;

/// <summary>The verb cannot go on; the message tells a person why and what to do, and the process exits with the code.</summary>
internal sealed class ToolException(int exitCode, string message) : Exception(message)
{
    /// <summary>One of <see cref="Exits.ExitCode"/>.</summary>
    public int ExitCode { get; } = exitCode;
}
