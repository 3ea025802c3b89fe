namespace LanTalk.Server.Shares;

/// <summary>Tells how much of a disk is free.</summary>
internal interface IDiskSpace
{
    /// <summary>The bytes that are free, and the size of the disk that a directory is on.</summary>
    (long Free, long Total) Of(string directory);
}

/// <summary>Asks the system.</summary>
internal sealed class SystemDiskSpace : IDiskSpace
{
    /// <inheritdoc/>
    public (long Free, long Total) Of(string directory)
    {
        if (OperatingSystem.IsWindows() && Path.GetFullPath(directory).StartsWith(@"\\", StringComparison.Ordinal))
        {
            return (long.MaxValue, 0); // another machine's, which Windows tells nothing of
        }

        var drive = new DriveInfo(Path.GetFullPath(directory));
        return (drive.AvailableFreeSpace, drive.TotalSize);
    }
}
