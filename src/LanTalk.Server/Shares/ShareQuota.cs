using LanTalk.Protocol.Text;
using LanTalk.Server.Configuration;

namespace LanTalk.Server.Shares;

/// <summary>Decides whether there is space for a share. The space of a whole share counts from its description on.</summary>
internal sealed class ShareQuota(LanTalkServerOptions options, IDiskSpace disk)
{
    /// <summary>The most shares in all, so that small ones cannot fill the directory.</summary>
    private const int MostShares = 10_000;

    /// <summary>The most shares of one user that are not announced.</summary>
    private const int MostUnannounced = 32;

    /// <summary>The part of what other users leave that one user may fill: one byte in so many. So there is always room for one more user.</summary>
    private const int PartOfUser = 2;

    /// <summary>The most sealed shares of one user, who needs no room's leave to make them.</summary>
    private const int MostSealed = 100;

    /// <summary>The part of the disk that always stays free: one in this many bytes.</summary>
    private const int FreePart = 20;

    /// <summary>Why a description cannot be accepted beside the shares that there are; null if it can.</summary>
    /// <exception cref="IOException">The disk cannot be asked.</exception>
    public ShareProblem? FindProblem(ShareDescription described, string owner, string directory, IReadOnlyCollection<Share> shares)
    {
        var size = described.Facts.Size;
        if (FindSizeProblem(size) is { } tooLarge)
        {
            return tooLarge;
        }

        if (shares.Count >= MostShares)
        {
            return new ShareProblem(ShareFault.NoSpace, $"The server keeps {MostShares:N0} shares, which is the maximum. Try again when some have expired.");
        }

        var own = shares.Where(share => share.BelongsTo(owner)).ToList();
        if (described.To is not null && own.Count(share => share.Record.To is not null) >= MostSealed)
        {
            return new ShareProblem(ShareFault.NoSpace, $"You have {MostSealed} sealed shares here, which is the maximum. /unsend removes one of yours; others expire.");
        }

        if (described.To is null && own.Count(share => share.Record is { To: null, Announcements.Count: 0 }) >= MostUnannounced)
        {
            return new ShareProblem(ShareFault.NoSpace, $"You have {MostUnannounced} shares that no room was told of, which is the maximum. They expire after an hour.");
        }

        if (options.Files is > 0 and var most && FindLimitProblem(size, owner, most, shares) is { } problem)
        {
            return problem;
        }

        var onTheWay = shares.Sum(share => share.Facts.Size - share.Offset);
        return FindDiskProblem(size + onTheWay, directory);
    }

    /// <summary>Why a share of this size cannot be accepted, whatever else there is; null if it can.</summary>
    public ShareProblem? FindSizeProblem(long size) => options.MaxFile > 0 && size > options.MaxFile
        ? new ShareProblem(ShareFault.TooLarge, $"This is {ByteSize.Format(size)}; this server takes at most {ByteSize.Format(options.MaxFile)} at once.")
        : null;

    /// <summary>Why so many more bytes of a user are too many beside the shares that there are; null if they are not.</summary>
    private static ShareProblem? FindLimitProblem(long size, string owner, long most, IReadOnlyCollection<Share> shares)
    {
        var kept = shares.Sum(share => share.Facts.Size);
        if (size > most - kept)
        {
            return new ShareProblem(
                ShareFault.NoSpace,
                $"The server keeps files up to {ByteSize.Format(most)} in all, and {ByteSize.Format(Math.Max(0, most - kept))} of that is left. "
                + "/unsend removes files of yours; others expire.");
        }

        var own = shares.Where(share => share.BelongsTo(owner)).Sum(share => share.Facts.Size);
        var allowed = (most - (kept - own)) / PartOfUser;
        return size > allowed - own
            ? new ShareProblem(
                ShareFault.NoSpace,
                $"The server keeps up to {ByteSize.Format(allowed)} of files for one user, and {ByteSize.Format(Math.Max(0, allowed - own))} of that is left. "
                + "/unsend removes files of yours; others expire.")
            : null;
    }

    /// <summary>Why the disk has no space for so many more bytes; null if it has.</summary>
    /// <exception cref="IOException">The disk cannot be asked.</exception>
    public ShareProblem? FindDiskProblem(long bytes, string directory)
    {
        var (free, total) = disk.Of(directory);
        return free - bytes < total / FreePart
            ? new ShareProblem(ShareFault.NoSpace, "The server's disk is nearly full. Tell its operator, and try again when there is space.")
            : null;
    }
}
