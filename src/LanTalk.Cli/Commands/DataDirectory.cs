using LanTalk.Cli.Exits;
using LanTalk.Protocol.Files;

namespace LanTalk.Cli.Commands;

/// <summary>The directory where a server keeps its files.</summary>
internal static class DataDirectory
{
    /// <summary>Creates it if it does not exist.</summary>
    /// <exception cref="ToolException">It cannot be created.</exception>
    public static void Create(string directory)
    {
        try
        {
            PrivateFiles.CreateDirectory(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(ExitCode.Usage,
                $"Cannot use {directory} as the data directory: {e.Message.TrimEnd('.')}. Name another one with --data-dir DIR.");
        }
    }
}
