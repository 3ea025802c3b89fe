namespace LanTalk.Cli.Options;

/// <summary>What people type at other programs for the version, in the form that this one has for it.</summary>
internal static class Shorthands
{
    /// <summary>The arguments as they are meant.</summary>
    public static string[] Expand(string[] arguments) => arguments is ["version"] or ["-v"] or ["-V"] ? ["--version"] : arguments;
}
