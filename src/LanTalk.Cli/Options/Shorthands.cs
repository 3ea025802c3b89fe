namespace LanTalk.Cli.Options;

/// <summary>What people type at other programs for the help and the version, in the form that this one has for it.</summary>
internal static class Shorthands
{
    private const string Help = "--help";

    /// <summary>The arguments as they are meant.</summary>
    public static string[] Expand(string[] arguments) => arguments switch
    {
        ["help", .. var verb] => [.. verb, Help],
        ["version"] or ["-v"] or ["-V"] => ["--version"],
        _ => arguments,
    };
}
