using LanTalk.Cli.Exits;
using LanTalk.Protocol.Files;

namespace LanTalk.Cli.Commands;

/// <summary>The directory where a server keeps its files.</summary>
internal static class DataDirectory
{
    /// <summary>Makes it unless it is there.</summary>
    /// <exception cref="ToolException">It cannot be made.</exception>
    public static void Create(string directory)
    {
        try
        {
            PrivateFiles.CreateDirectory(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(ExitCode.Usage, $"Cannot use {directory} as the data directory: {e.Message.TrimEnd('.')}. Name another one with --data-dir DIR.");
        }
    }
}
