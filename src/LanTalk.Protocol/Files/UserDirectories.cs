namespace LanTalk.Protocol.Files;

/// <summary>
/// The directories of this user's files: on Linux by the XDG Base Directory Specification, elsewhere the platform's own. They need not exist.
/// </summary>
public static class UserDirectories
{
    private const string Name = "lantalk";

    /// <summary>The user's settings, and the known servers and users.</summary>
    public static string Config => OperatingSystem.IsLinux()
        ? Xdg(Environment.GetEnvironmentVariable("XDG_CONFIG_HOME"), Home, ".config")
        : Path.Combine(Of(Environment.SpecialFolder.ApplicationData), Name);

    /// <summary>Files that nobody misses much, such as the input history.</summary>
    public static string State => OperatingSystem.IsLinux()
        ? Xdg(Environment.GetEnvironmentVariable("XDG_STATE_HOME"), Home, ".local/state")
        : Path.Combine(Of(Environment.SpecialFolder.LocalApplicationData), Name);

    /// <summary>The files of the user's server.</summary>
    public static string Data => OperatingSystem.IsLinux()
        ? Xdg(Environment.GetEnvironmentVariable("XDG_DATA_HOME"), Home, ".local/share")
        : Path.Combine(Of(Environment.SpecialFolder.LocalApplicationData), Name, "server");

    /// <summary>The user's home; the root directory for a user who has none.</summary>
    public static string Home => Of(Environment.SpecialFolder.UserProfile);

    /// <summary>The rule of the specification, which says to ignore a path that is not absolute.</summary>
    internal static string Xdg(string? variable, string home, string usual) =>
        Path.Combine(Path.IsPathRooted(variable) ? variable : Path.Combine(home, usual), Name);

    // Also if it does not exist yet: an empty answer would lead into the working directory.
    private static string Of(Environment.SpecialFolder folder) => Environment.GetFolderPath(folder, Environment.SpecialFolderOption.DoNotVerify);
}
