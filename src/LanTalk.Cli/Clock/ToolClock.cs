using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Clock;

/// <summary>The system's clock, in the time zone that <c>TZ</c> names in any of its forms.</summary>
internal sealed class ToolClock : TimeProvider
{
    private const string Variable = "TZ";

    /// <summary>The first bytes of every time zone file.</summary>
    private static readonly byte[] ZoneFile = "TZif"u8.ToArray();

    /// <summary>Names of UTC that need no data of the system: small containers have none, and often set one of these.</summary>
    private static readonly string[] UtcNames = ["UTC", "UCT", "GMT", "Universal", "Zulu", "Greenwich"];

    private ToolClock() => LocalTimeZone = ZoneOf(Environment.GetEnvironmentVariable(Variable)) ?? System.LocalTimeZone;

    /// <summary>The tool's only clock.</summary>
    public static TimeProvider Instance { get; } = new ToolClock();

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone { get; }

    /// <summary>Warns of a <c>TZ</c> that cannot be read: .NET silently takes UTC. Windows ignores the variable.</summary>
    public static void Check(TextWriter errors)
    {
        if (!OperatingSystem.IsWindows() && FaultOf(Environment.GetEnvironmentVariable(Variable)) is { } fault)
        {
            errors.WriteLine($"lantalk: {fault}");
        }
    }

    /// <summary>The zone of a variable that .NET does not understand; null if .NET does, or if it is not a zone.</summary>
    internal static TimeZoneInfo? ZoneOf(string? variable) =>
        NameOf(variable) is not { Length: > 0 } name || IsKnown(name) ? null : PosixZone.Parse(name);

    /// <summary>The error in a variable, in one line; null if it is valid.</summary>
    internal static string? FaultOf(string? variable) =>
        NameOf(variable) is not { Length: > 0 } name || IsKnown(name) || PosixZone.Parse(name) is not null
            ? null
            : $"TZ='{SafeText.CleanOnOneLine(variable!)}' is not a time zone that this system knows, so times are shown in UTC. "
            + "Set it to a name such as Europe/Berlin, or to a rule such as CET-1CEST,M3.5.0,M10.5.0/3.";

    // A leading colon only marks what follows as a name.
    private static string? NameOf(string? variable) => variable?.StartsWith(':') == true ? variable[1..] : variable;

    private static bool IsKnown(string name) =>
        Path.IsPathRooted(name) ? IsZoneFile(name) : IsUtc(name) || TimeZoneInfo.TryFindSystemTimeZoneById(name, out _);

    private static bool IsUtc(string name) =>
        UtcNames.Contains(name.StartsWith("Etc/", StringComparison.OrdinalIgnoreCase) ? name["Etc/".Length..] : name, StringComparer.OrdinalIgnoreCase);

    private static bool IsZoneFile(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var start = new byte[ZoneFile.Length];
            return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(ZoneFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // .NET cannot read it either.
            return false;
        }
    }
}
