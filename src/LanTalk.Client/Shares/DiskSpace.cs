using LanTalk.Protocol.Sources;
using LanTalk.Protocol.Text;

namespace LanTalk.Client.Shares;

/// <summary>The space on the disk that files go to.</summary>
internal static class DiskSpace
{
    /// <summary>Makes sure that there is room, before hours of fetching.</summary>
    /// <param name="directory">The directory; it need not exist yet.</param>
    /// <param name="size">How many bytes are needed at most.</param>
    /// <exception cref="ShareException">There is not.</exception>
    public static void Require(string directory, long size)
    {
        if (FreeAt(directory) is { } free && free < size)
        {
            throw new ShareException(ShareFault.File, $"The disk of {directory} has {ByteSize.Format(free)} free, and {ByteSize.Format(size)} are needed.");
        }
    }

    private static long? FreeAt(string directory)
    {
        try
        {
            for (var at = directory; at is not null; at = Path.GetDirectoryName(at))
            {
                if (Directory.Exists(at))
                {
                    return new DriveInfo(at).AvailableFreeSpace;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Some file systems do not say. A full disk is found while writing, too.
        }

        return null;
    }
}
