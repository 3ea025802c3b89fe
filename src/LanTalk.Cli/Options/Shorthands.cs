namespace LanTalk.Cli.Options;

/// <summary>Other common ways to ask for the version, turned into this tool's own.</summary>
internal static class Shorthands
{
    /// <summary>The arguments with shorthands expanded.</summary>
    public static string[] Expand(string[] arguments) => arguments is ["version"] or ["-v"] or ["-V"] ? ["--version"] : arguments;
}
