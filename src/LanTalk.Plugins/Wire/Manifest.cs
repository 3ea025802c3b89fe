using System.Text.Json.Serialization;

namespace LanTalk.Plugins.Wire;

/// <summary>What a plug-in is and has: its first line.</summary>
internal sealed record Manifest(string Name)
{
    /// <summary>It comes first, where a person looks for it.</summary>
    [JsonPropertyOrder(-1)]
    public string Type => "manifest";

    public string? Version { get; init; }

    public string? Description { get; init; }

    public List<string> Permissions { get; } = [];

    public List<ManifestCommand> Commands { get; } = [];

    public ManifestWatch? Watch { get; set; }

    public ManifestFilter? Filter { get; set; }

    public List<ManifestOption> Options { get; } = [];
}

/// <summary>A command.</summary>
internal sealed record ManifestCommand(string Name, string Arguments, string Help);

/// <summary>What is watched.</summary>
internal sealed record ManifestWatch(IReadOnlyList<string> Rooms, bool Messages, bool Events);

/// <summary>The filter.</summary>
internal sealed record ManifestFilter(IReadOnlyList<string> Rooms, ManifestMatch? Match, string OnTimeout);

/// <summary>Which texts the filter sees.</summary>
internal sealed record ManifestMatch(IReadOnlyList<string>? Words, string? Pattern, int? LongerThan);

/// <summary>What the operator can set.</summary>
internal sealed record ManifestOption(string Name, string Help, string Default);
