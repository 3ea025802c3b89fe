namespace LanTalk.Protocol.Text;

/// <summary>Times in milliseconds since 1970, UTC, that come from elsewhere and may be any number.</summary>
public static class UnixTime
{
    // A day from the ends of what a date can be, so that it is one in every time zone.
    private const long Day = 86_400_000;
    private static readonly long First = DateTimeOffset.MinValue.ToUnixTimeMilliseconds() + Day;
    private static readonly long Last = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() - Day;

    /// <summary>The time, or the nearest one that a date can be.</summary>
    public static DateTimeOffset Nearest(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, First, Last));

    /// <summary>The time; null if it is not known, not after 1970, or none that a date can be.</summary>
    public static DateTimeOffset? Find(long? milliseconds) =>
        milliseconds is { } at && at > 0 && at < Last ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
}
