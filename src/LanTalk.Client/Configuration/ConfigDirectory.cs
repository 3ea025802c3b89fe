using LanTalk.Protocol.Files;

namespace LanTalk.Client.Configuration;

/// <summary>The directory of the user's key and of what the client remembers about servers and users. Nobody else may look into it.</summary>
public static class ConfigDirectory
{
    /// <summary>Creates the directory if it does not exist.</summary>
    /// <exception cref="ConfigFileException">It cannot be created, or others can change it.</exception>
    public static void Create(string directory)
    {
        try
        {
            PrivateFiles.CreateDirectory(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigFileException($"Cannot use {directory} as the configuration directory: {e.Message} Name another one with --config-dir DIR.", e) { IsUnwritable = true };
        }

        RequirePrivate(directory);
    }

    /// <summary>
    /// Refuses a directory in which others can put files, whatever the modes of its files: they can replace ours. It is not repaired, because they
    /// may have done so already.
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
}
