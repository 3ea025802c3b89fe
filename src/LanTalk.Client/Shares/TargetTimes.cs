using LanTalk.Protocol.Files;
using LanTalk.Protocol.Shares;
using Microsoft.Win32.SafeHandles;

namespace LanTalk.Client.Shares;

/// <summary>The times of files that are got.</summary>
internal static class TargetTimes
{
    /// <summary>
    /// Sets the time of a file when it is complete. By the open file: for thousands of small ones, a second walk would take as long as writing them.
    /// </summary>
    public static void SetTime(this TargetFile file, SafeFileHandle open)
    {
        if (file.Time is { } time)
        {
            if (OperatingSystem.IsLinux())
            {
                LinuxFiles.SetTime(open, time);
            }
            else
            {
                File.SetLastWriteTimeUtc(open, time);
            }
        }
    }
}
