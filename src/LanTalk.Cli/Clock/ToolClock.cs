namespace LanTalk.Cli.Clock;

/// <summary>The system's clock, in the time zone that <c>TZ</c> names in any of its forms.</summary>
internal sealed class ToolClock : TimeProvider
{
    private ToolClock() => LocalTimeZone = ZoneOf(Environment.GetEnvironmentVariable("TZ")) ?? System.LocalTimeZone;

    /// <summary>The tool's only clock.</summary>
    public static TimeProvider Instance { get; } = new ToolClock();

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone { get; }

    /// <summary>The zone of a variable that .NET does not understand; null if .NET does, or if it is not a zone.</summary>
    internal static TimeZoneInfo? ZoneOf(string? variable) =>
        string.IsNullOrEmpty(variable) || variable.StartsWith(':') || TimeZoneInfo.TryFindSystemTimeZoneById(variable, out _) ? null : PosixZone.Parse(variable);
}
