namespace LanTalk.Client.Terminal;

/// <summary>What the terminal at standard output can do, and what its user wants of it.</summary>
public static class TerminalCapabilities
{
    /// <summary>Whether it understands no control sequences at all: <c>TERM=dumb</c>.</summary>
    public static bool IsDumb => Environment.GetEnvironmentVariable("TERM") == "dumb";

    /// <summary>Whether to use colours: on a terminal that is not dumb, unless <c>NO_COLOR</c> is set (no-color.org).</summary>
    public static bool UseColor =>
        !Console.IsOutputRedirected && !IsDumb && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}
