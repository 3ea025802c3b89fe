using System.Globalization;
using LanTalk.Client.Shares;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Texts;

/// <summary>Shares and their transfers in words.</summary>
internal static class ShareTexts
{
    /// <summary>A share in a few words: <c>report.pdf (2.3 MB)</c>, <c>trip (2 files, 2.3 MB)</c>.</summary>
    public static string Of(ShareFacts share)
    {
        var size = ByteSize.Format(Math.Max(0, share.Size - share.ManifestSize));
        return $"{SafeText.Clean(share.Title)} ({(share.Count == 1 ? size : $"{Counted.Of(share.Count, "file")}, {size}")})";
    }

    /// <summary>How much of a share is on the server: <c>45 % there</c>; null if all of it is.</summary>
    public static string? IncompleteOf(long offset, long size) => offset < size ? $"{Percent(offset, size)} there" : null;

    /// <summary>How far a transfer is: <c>45 % of 2.3 GB, 98 MB/s, 13s left</c>.</summary>
    /// <param name="progress">How far it is.</param>
    /// <param name="bytesPerSecond">How fast it is; null if that is not known yet.</param>
    public static string Of(TransferProgress progress, double? bytesPerSecond)
    {
        var done = ReachedBy(progress);
        return progress.Stage switch
        {
            TransferStage.Hashing => $"reading, {done}",
            TransferStage.Stalled => $"{done}, waiting for the other side",
            TransferStage.Waiting => $"{done}, interrupted, trying again",
            _ when bytesPerSecond is not > 0 => done,
            _ => $"{done}, {ByteSize.Format((long)bytesPerSecond)}/s, {Left((progress.Size - progress.Done) / bytesPerSecond.Value)} left",
        };
    }

    /// <summary>How far a transfer is, and nothing else: <c>45 % of 2.3 GB</c>.</summary>
    public static string ReachedBy(TransferProgress progress) => $"{Percent(progress.Done, progress.Size)} of {ByteSize.Format(progress.Size)}";

    /// <summary>Where a share is now: <c>trip (2 files, 2.3 MB) is in /home/bob/Downloads/trip</c>.</summary>
    /// <param name="share">The share.</param>
    /// <param name="directory">The directory that it was to go to.</param>
    /// <param name="paths">The files and directories that are there now.</param>
    public static string IsIn(ShareFacts share, string directory, IReadOnlyList<string> paths)
    {
        const int Named = 5;
        if (paths is [var only])
        {
            return $"{Of(share)} is in {SafeText.Clean(only)}";
        }

        var names = string.Join(", ", paths.Take(Named).Select(path => SafeText.Clean(Path.GetFileName(path))));
        return $"{Of(share)} is in {SafeText.Clean(directory)}: {names}{(paths.Count > Named ? $" and {paths.Count - Named:N0} more" : "")}";
    }

    // A transfer that is not done is never shown as 100 %.
    private static string Percent(long done, long size) => string.Create(CultureInfo.InvariantCulture, $"{(size <= 0 ? 0 : done / (decimal)size * 100):0} %") is var rounded
        && rounded == "100 %" && done < size ? "99 %" : rounded;

    private static string Left(double seconds)
    {
        var whole = Math.Min(Math.Ceiling(seconds), TimeSpan.FromDays(99).TotalSeconds);
        var left = TimeSpan.FromSeconds(whole < 90 ? whole : Math.Ceiling(whole / 60) * 60);
        return left == TimeSpan.Zero ? "0s" : Duration.Format(left);
    }
}
