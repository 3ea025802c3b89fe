using System.Text.Json.Serialization;

namespace LanTalk.Server.PluginLines;

/// <summary>What a plug-in is and wants.</summary>
/// <param name="Name">Its name, and its name in the chat.</param>
/// <remarks>The generated reader sets what a line does not have to null, in spite of initial values.</remarks>
internal sealed record Manifest([property: JsonPropertyName("name")] string Name) : PluginLine
{
    [JsonPropertyName("version")]
    public string? Version { get; init; }

    [JsonPropertyName("description")]
    public string? Description { get; init; }

    [JsonPropertyName("permissions")]
    public IReadOnlyList<string> Permissions { get; init => field = value ?? []; } = [];

    [JsonPropertyName("commands")]
    public IReadOnlyList<CommandForm> Commands { get; init => field = value ?? []; } = [];

    [JsonPropertyName("watch")]
    public WatchForm? Watch { get; init; }

    [JsonPropertyName("filter")]
    public FilterForm? Filter { get; init; }

    [JsonPropertyName("options")]
    public IReadOnlyList<OptionForm> Options { get; init => field = value ?? []; } = [];
}

/// <summary>A command that a plug-in adds.</summary>
internal sealed record CommandForm(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("help")] string Help,
    [property: JsonPropertyName("arguments")] string? Arguments = null);

/// <summary>What a plug-in watches.</summary>
internal sealed record WatchForm(
    [property: JsonPropertyName("rooms")] IReadOnlyList<string> Rooms,
    [property: JsonPropertyName("messages")] bool? Messages = null,
    [property: JsonPropertyName("events")] bool? Events = null);

/// <summary>The texts that a plug-in checks.</summary>
internal sealed record FilterForm(
    [property: JsonPropertyName("rooms")] IReadOnlyList<string> Rooms,
    [property: JsonPropertyName("match")] MatchForm? Match = null,
    [property: JsonPropertyName("on_timeout")] string? OnTimeout = null)
{
    /// <summary>What is posted without a verdict: the text.</summary>
    public const string Pass = "pass";

    /// <summary>What is posted without a verdict: nothing.</summary>
    public const string Refuse = "refuse";

    /// <summary>What <see cref="OnTimeout"/> can be.</summary>
    public static IReadOnlyList<string> Choices { get; } = [Pass, Refuse];
}

/// <summary>What a text must have to be checked; any of these.</summary>
internal sealed record MatchForm(
    [property: JsonPropertyName("words")] IReadOnlyList<string>? Words = null,
    [property: JsonPropertyName("pattern")] string? Pattern = null,
    [property: JsonPropertyName("longer_than")] int? LongerThan = null);

/// <summary>An option that the operator can set.</summary>
internal sealed record OptionForm(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("help")] string? Help = null,
    [property: JsonPropertyName("default")] string? Default = null);
