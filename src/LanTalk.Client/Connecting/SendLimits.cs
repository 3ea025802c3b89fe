using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;

namespace LanTalk.Client.Connecting;

/// <summary>How much a server lets one session send.</summary>
/// <param name="Messages">The limit for messages; null for none.</param>
/// <param name="Queries">The limit for queries; null if they count as messages.</param>
internal sealed record SendLimits(RateLimit? Messages, RateLimit? Queries)
{
    // Within a timer's range, whatever a server says.
    private static readonly TimeSpan MostWindow = TimeSpan.FromDays(1);

    /// <summary>Half of an older server's limit: it does not answer, so the start of its window is unknown.</summary>
    public static SendLimits OfOlderServer { get; } = new(new RateLimit(5, TimeSpan.FromSeconds(5)), null);

    /// <summary>The limits that a server announces.</summary>
    public static SendLimits Of(AuthOk welcome) => new(Read(welcome.RateLimit), Read(welcome.QueryLimit));

    private static RateLimit? Read(string? told) =>
        RateLimit.TryParse(told, out var limit) ? limit with { Per = limit.Per < MostWindow ? limit.Per : MostWindow } : null;
}
