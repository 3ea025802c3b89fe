namespace LanTalk.Protocol.Files;

/// <summary>
/// Where this user's files belong: on Linux by the XDG Base Directory Specification, elsewhere as the platform has it. None of them need be there.
/// </summary>
public static class UserDirectories
{
    private const string Name = "lantalk";

    /// <summary>What the user has chosen, and who is known.</summary>
    public static string Config => OperatingSystem.IsLinux()
        ? Xdg(Environment.GetEnvironmentVariable("XDG_CONFIG_HOME"), Home, ".config")
        : Path.Combine(Of(Environment.SpecialFolder.ApplicationData), Name);

    /// <summary>What nobody misses much, such as what was typed.</summary>
    public static string State => OperatingSystem.IsLinux()
        ? Xdg(Environment.GetEnvironmentVariable("XDG_STATE_HOME"), Home, ".local/state")
        : Path.Combine(Of(Environment.SpecialFolder.LocalApplicationData), Name);

    /// <summary>What the user's server keeps.</summary>
    public static string Data => OperatingSystem.IsLinux()
        ? Xdg(Environment.GetEnvironmentVariable("XDG_DATA_HOME"), Home, ".local/share")
        : Path.Combine(Of(Environment.SpecialFolder.LocalApplicationData), Name, "server");

    /// <summary>The user's home; the root directory for a user who has none.</summary>
    public static string Home => Of(Environment.SpecialFolder.UserProfile);

    /// <summary>The rule of the specification, which says to ignore a path that is not absolute.</summary>
    internal static string Xdg(string? variable, string home, string usual) =>
        Path.Combine(Path.IsPathRooted(variable) ? variable : Path.Combine(home, usual), Name);

    // Also where it is not there yet: an empty answer would lead into the working directory.
    private static string Of(Environment.SpecialFolder folder) => Environment.GetFolderPath(folder, Environment.SpecialFolderOption.DoNotVerify);
}
