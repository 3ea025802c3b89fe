namespace LanTalk.Server.Shares;

/// <summary>Explains a disk's faults to users, who see no names of files.</summary>
internal static class DiskProblems
{
    private const int NoSpaceOnUnix = 28; // ENOSPC
    private const int QuotaOnUnix = 122; // EDQUOT on Linux
    private const int DiskFullOnWindows = unchecked((int)0x80070070);

    /// <summary>The problem behind an exception.</summary>
    public static ShareProblem Of(Exception exception) => exception.HResult is NoSpaceOnUnix or QuotaOnUnix or DiskFullOnWindows
        ? new ShareProblem(ShareFault.NoSpace, "The server's disk is full. Tell its operator, and try again when there is space.")
        : new ShareProblem(ShareFault.Disk, "The server's disk cannot be read or written. The operator can see why in the log.");
}
