namespace LanTalk.Cli.Terminals;

/// <summary>What the process's standard streams are.</summary>
internal static class StandardStreams
{
    /// <summary>Whether a person sits at both ends: what is typed comes from a terminal, and output goes to one.</summary>
    public static bool AreTerminal => !Console.IsInputRedirected && !Console.IsOutputRedirected;
}
