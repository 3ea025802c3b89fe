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
    /// <summary>What else the file says of the ban; kept when it is written again.</summary>
    internal IReadOnlyDictionary<string, JsonElement> Extra { get; init; } = new Dictionary<string, JsonElement>(StringComparer.Ordinal);

    /// <summary>What the banned one is told.</summary>
    internal string Notice => $"You are banned{UntilText}{(Reason is null ? "." : $": {Reason}")}";

    private string UntilText => Until is { } until
        ? $" until {until.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC"
        : "";

    /// <summary>Whether it has ended.</summary>
    public bool IsOver(DateTimeOffset now) => Until <= now;

    /// <inheritdoc/>
    public override string ToString() => $"{Target}{UntilText}{(By is null ? "" : $", by {By}")}{(Reason is null ? "" : $": {Reason}")}";
}
