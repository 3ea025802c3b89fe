using System.Globalization;
using System.Text.Json;

namespace LanTalk.Server.Moderation;

/// <summary>A ban of an address, a range or a key.</summary>
/// <param name="Target">The target.</param>
/// <param name="Reason">The reason; null if none was given.</param>
/// <param name="Until">When it ends, in UTC; null if it does not.</param>
/// <param name="By">The person or program that imposed it; null if unknown.</param>
public sealed record Ban(BanTarget Target, string? Reason = null, DateTimeOffset? Until = null, string? By = null)
{
    /// <summary>The name of the banned user; null if an address or a key was banned.</summary>
    public string? Name { get; init; }

    /// <summary>The other properties of the ban in the file; kept when it is written again.</summary>
    internal IReadOnlyDictionary<string, JsonElement> Extra { get; init; } = new Dictionary<string, JsonElement>(StringComparer.Ordinal);

    /// <summary>The text for a banned user.</summary>
    internal string Notice => $"You are banned{UntilText(TimeZoneInfo.Utc)}{(Reason is null ? "." : $": {Reason}")}";

    /// <summary>Whether it has ended.</summary>
    public bool IsOver(DateTimeOffset now) => Until <= now;

    /// <summary>Describes the ban for an operator, in one line.</summary>
    /// <param name="zone">The operator's time zone.</param>
    public string Describe(TimeZoneInfo zone) =>
        $"{Target}{(Name is null ? "" : $" ({Name})")}{UntilText(zone)}{(By is null ? "" : $", by {By}")}{(Reason is null ? "" : $": {Reason}")}";

    // In UTC for banned users, who may be anywhere; in the operator's own zone for operators.
    private string UntilText(TimeZoneInfo zone)
    {
        if (Until is not { } until)
        {
            return "";
        }

        var text = TimeZoneInfo.ConvertTime(until, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return $" until {text}{(zone.Equals(TimeZoneInfo.Utc) ? " UTC" : "")}";
    }
}
