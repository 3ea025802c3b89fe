namespace LanTalk.Server.Hooks;

/// <summary>The paths of web hooks.</summary>
public static class HookPath
{
    private const string Prefix = "/hooks/";

    /// <summary>The path with a secret.</summary>
    public static string Of(string secret) => $"{Prefix}{secret}";

    /// <summary>Whether a path is that of a web hook, existing or not.</summary>
    internal static bool IsOne(string path) => path.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The secret in such a path.</summary>
    internal static string SecretIn(string path) => path[Prefix.Length..];
}
