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

    /// <summary>
    /// Where the user's downloads go: as xdg-user-dirs has it, or the directory of that name if it is there, or else the home.
    /// </summary>
    public static string Downloads => DownloadsOf(
        Environment.GetEnvironmentVariable("XDG_DOWNLOAD_DIR"), Environment.GetEnvironmentVariable("XDG_CONFIG_HOME"), Home);

    /// <summary>The user's home; the root directory for a user who has none.</summary>
    public static string Home => Of(Environment.SpecialFolder.UserProfile);

    /// <summary>The rule of the specification, which says to ignore a path that is not absolute.</summary>
    internal static string Xdg(string? variable, string home, string usual) =>
        Path.Combine(Path.IsPathRooted(variable) ? variable : Path.Combine(home, usual), Name);

    /// <summary>The rule for downloads.</summary>
    internal static string DownloadsOf(string? variable, string? config, string home)
    {
        var usual = Path.Combine(home, "Downloads");
        return Path.IsPathRooted(variable) ? variable
            : Chosen(Path.Combine(Path.IsPathRooted(config) ? config : Path.Combine(home, ".config"), "user-dirs.dirs"), home)
                ?? (Directory.Exists(usual) ? usual : home);
    }

    /// <summary>The line <c>XDG_DOWNLOAD_DIR="$HOME/Downloads"</c> of a file that a desktop writes; null if there is none.</summary>
    private static string? Chosen(string file, string home)
    {
        const string Key = "XDG_DOWNLOAD_DIR=";
        try
        {
            var line = File.Exists(file) ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal)) : null;
            var path = line?[Key.Length..].Trim().Trim('"').Replace("$HOME", home, StringComparison.Ordinal);
            return Path.IsPathRooted(path) && Directory.Exists(path) ? path : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Also if it does not exist yet: an empty answer would lead into the working directory.
    private static string Of(Environment.SpecialFolder folder) => Environment.GetFolderPath(folder, Environment.SpecialFolderOption.DoNotVerify);
}
