using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;

namespace LanTalk.Client.Connecting;

/// <summary>How much a server lets one session send.</summary>
/// <param name="Messages">Of what is said; null for no limit.</param>
/// <param name="Queries">Of questions; null if they count as what is said does.</param>
internal sealed record SendLimits(RateLimit? Messages, RateLimit? Queries)
{
    // Within what a timer can do, whatever a server says.
    private static readonly TimeSpan MostWindow = TimeSpan.FromDays(1);

    /// <summary>Half of what an older server allows: without its answers, nobody knows when it begins to count.</summary>
    public static SendLimits OfOlderServer { get; } = new(new RateLimit(5, TimeSpan.FromSeconds(5)), null);

    /// <summary>What a server has told.</summary>
    public static SendLimits Of(AuthOk welcome) => new(Read(welcome.RateLimit), Read(welcome.QueryLimit));

    private static RateLimit? Read(string? told) =>
        RateLimit.TryParse(told, out var limit) ? limit with { Per = limit.Per < MostWindow ? limit.Per : MostWindow } : null;
}
