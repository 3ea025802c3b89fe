using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using LanTalk.Protocol.Text;

namespace LanTalk.Server.History;

/// <summary>How much history is kept: <c>30d</c>, <c>100000</c>, <c>30d,100000</c>, <c>all</c> or <c>off</c>.</summary>
/// <param name="MaxAge">Older messages are deleted; null for no limit.</param>
/// <param name="MaxCount">If a room has more messages than this, the oldest are deleted; null for no limit.</param>
/// <param name="IsOff">Nothing is written to disk: the last messages are kept in memory and are lost when the server stops.</param>
public sealed record HistoryLimit(TimeSpan? MaxAge = null, int? MaxCount = null, bool IsOff = false)
{
    private static readonly TimeSpan LongestAge = TimeSpan.FromDays(36_500);

    /// <summary>Parses the forms that <see cref="ToString"/> writes, and <c>0</c> for <c>all</c>.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out HistoryLimit? limit)
    {
        limit = text?.Trim().ToLowerInvariant() switch
        {
            null => null,
            "off" => new HistoryLimit(IsOff: true),
            "0" or "all" => new HistoryLimit(),
            var parts => ParseParts(parts),
        };
        return limit is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => (IsOff, MaxAge, MaxCount) switch
    {
        (true, _, _) => "off",
        (_, { } age, { } count) => $"{Duration.Format(age)},{count}",
        (_, { } age, null) => Duration.Format(age),
        (_, null, { } count) => $"{count}",
        _ => "all",
    };

    private static HistoryLimit? ParseParts(string text)
    {
        var limit = new HistoryLimit();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (limit.MaxCount is null && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
            {
                limit = limit with { MaxCount = count };
            }
            else if (limit.MaxAge is null && Duration.TryParse(part, out var age) && age > TimeSpan.Zero && age <= LongestAge)
            {
                limit = limit with { MaxAge = age };
            }
            else
            {
                return null;
            }
        }

        return limit;
    }
}
