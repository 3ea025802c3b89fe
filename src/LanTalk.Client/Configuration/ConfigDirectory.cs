using LanTalk.Protocol.Files;

namespace LanTalk.Client.Configuration;

/// <summary>Where this user's key is kept, and what the client remembers of servers and users. Nobody else may look into it.</summary>
public static class ConfigDirectory
{
    private const string Name = "lantalk";

    /// <summary>Where it is if nothing else was asked for.</summary>
    public static string Default => OperatingSystem.IsLinux()
        ? Linux(Environment.GetEnvironmentVariable("XDG_CONFIG_HOME"), Environment.GetFolderPath(Environment.SpecialFolder.UserProfile))
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), Name);

    /// <summary>Where what was typed is kept: state, which nobody misses much.</summary>
    public static string State => OperatingSystem.IsLinux()
        ? Linux(Environment.GetEnvironmentVariable("XDG_STATE_HOME"), Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local/state")
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), Name);

    /// <summary>Makes the directory unless it is there.</summary>
    /// <exception cref="ConfigFileException">It cannot be made, or others can change it.</exception>
    public static void Create(string directory)
    {
        try
        {
            PrivateFiles.CreateDirectory(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigFileException($"Cannot use {directory} as the configuration directory: {e.Message} Name another one with --config-dir DIR.", e);
        }

        RequirePrivate(directory);
    }

    /// <summary>
    /// Refuses a directory in which others can put files, whatever the modes of those that are there: they can put theirs in place of ours. It is
    /// not repaired, because they may have done so already.
    /// </summary>
    /// <exception cref="ConfigFileException">Others can change it.</exception>
    public static void RequirePrivate(string directory)
    {
        if (PrivateFiles.IsWritableByOthers(directory))
        {
            throw new ConfigFileException(
                $"Others on this machine can put files into {directory}. If nobody did, run  chmod go-w {directory}  and try again.");
        }
    }

    /// <summary>The rule of the XDG Base Directory Specification, which says to ignore a path that is not absolute.</summary>
    internal static string Linux(string? variable, string home, string usual = ".config") =>
        Path.Combine(Path.IsPathRooted(variable) ? variable : Path.Combine(home, usual), Name);
}
