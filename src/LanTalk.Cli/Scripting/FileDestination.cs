using LanTalk.Protocol.Sources;

namespace LanTalk.Cli.Scripting;

/// <summary>Where files go: into a directory, into one file, or to standard output.</summary>
/// <param name="Directory">The directory; null for standard output.</param>
/// <param name="FileName">The name of the file in it; null for the names that the files have.</param>
internal sealed record FileDestination(string? Directory, string? FileName)
{
    /// <summary>Standard output.</summary>
    public const string StandardOutput = "-";

    /// <summary>Interprets what a user gives.</summary>
    /// <param name="given">A directory, a file or <see cref="StandardOutput"/>; null for the working directory.</param>
    /// <exception cref="ShareException">It cannot be used.</exception>
    public static FileDestination Of(string? given)
    {
        if (given == StandardOutput)
        {
            return new FileDestination(null, null);
        }

        var path = Path.GetFullPath(given ?? ".");
        if (System.IO.Directory.Exists(path) || Path.EndsInDirectorySeparator(path))
        {
            return new FileDestination(Path.TrimEndingDirectorySeparator(path), null);
        }

        var directory = Path.GetDirectoryName(path)!;
        return Path.Exists(path) ? throw new ShareException(ShareFault.File, $"{path} is there already, and nothing is overwritten.")
            : !System.IO.Directory.Exists(directory) ? throw new ShareException(ShareFault.File, $"There is no directory {directory}.")
            : new FileDestination(directory, Path.GetFileName(path));
    }
}
