using LanTalk.Protocol.Files;

namespace LanTalk.Client.Configuration;

/// <summary>Where this user's key is kept, and what the client remembers of servers and users. Nobody else may look into it.</summary>
public static class ConfigDirectory
{
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
            throw new ConfigFileException($"Cannot use {directory} as the configuration directory: {e.Message} Name another one with --config-dir DIR.", e) { IsUnwritable = true };
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
}
