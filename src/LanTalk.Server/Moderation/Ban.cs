using System.Globalization;
using System.Text.Json;

namespace LanTalk.Server.Moderation;

/// <summary>Somebody who may not come in.</summary>
/// <param name="Target">Whom it hits.</param>
/// <param name="Reason">Why; null if nobody said.</param>
/// <param name="Until">When it ends, in UTC; null if it does not.</param>
/// <param name="By">Who imposed it; null if unknown.</param>
public sealed record Ban(BanTarget Target, string? Reason = null, DateTimeOffset? Until = null, string? By = null)
{
    /// <summary>The name of the user who was banned; null if an address or a key was.</summary>
    public string? Name { get; init; }

    /// <summary>What else the file says of the ban; kept when it is written again.</summary>
    internal IReadOnlyDictionary<string, JsonElement> Extra { get; init; } = new Dictionary<string, JsonElement>(StringComparer.Ordinal);

    /// <summary>What the banned one is told.</summary>
    internal string Notice => $"You are banned{UntilText(TimeZoneInfo.Utc)}{(Reason is null ? "." : $": {Reason}")}";

    /// <summary>Whether it has ended.</summary>
    public bool IsOver(DateTimeOffset now) => Until <= now;

    /// <summary>The ban for an operator, in one line.</summary>
    /// <param name="zone">Where the operator is.</param>
    public string Describe(TimeZoneInfo zone) =>
        $"{Target}{(Name is null ? "" : $" ({Name})")}{UntilText(zone)}{(By is null ? "" : $", by {By}")}{(Reason is null ? "" : $": {Reason}")}";

    // Whoever is banned may be anywhere; an operator reads its own clock.
    private string UntilText(TimeZoneInfo zone) => Until is { } until
        ? $" until {TimeZoneInfo.ConvertTime(until, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}{(zone.Equals(TimeZoneInfo.Utc) ? " UTC" : "")}"
        : "";
}
