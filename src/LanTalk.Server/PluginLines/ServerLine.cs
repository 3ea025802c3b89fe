using System.Text.Json.Serialization;
using LanTalk.Protocol.Messages;

namespace LanTalk.Server.PluginLines;

/// <summary>A line from the server to a plug-in, besides those of the rooms; <c>docs/PLUGINS.md</c> describes each.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Hello), "hello")]
[JsonDerivedType(typeof(Init), "init")]
[JsonDerivedType(typeof(CommandLine), "command")]
[JsonDerivedType(typeof(FilterLine), "filter")]
[JsonDerivedType(typeof(HookLine), "hook")]
[JsonDerivedType(typeof(GapLine), "gap")]
[JsonDerivedType(typeof(EventLine), "event")]
[JsonDerivedType(typeof(AnswerLine), "answer")]
[JsonDerivedType(typeof(StopLine), "stop")]
internal abstract record ServerLine;

/// <summary>The first line.</summary>
internal sealed record Hello(
    [property: JsonPropertyName("protocol")] int Protocol,
    [property: JsonPropertyName("server")] string Server,
    [property: JsonPropertyName("version")] string Version) : ServerLine;

/// <summary>What the plug-in may do, and where.</summary>
internal sealed record Init(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("allowed")] IReadOnlyList<string> Allowed,
    [property: JsonPropertyName("options")] IReadOnlyDictionary<string, string> Options,
    [property: JsonPropertyName("directory")] string Directory) : ServerLine;

/// <summary>Somebody gave a command of the plug-in.</summary>
internal sealed record CommandLine(
    [property: JsonPropertyName("call")] long Call,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("arguments")] string Arguments,
    [property: JsonPropertyName("user")] string User,
    [property: JsonPropertyName("room")] string Room,
    [property: JsonPropertyName("operator")] bool? IsOperator = null) : ServerLine;

/// <summary>A text waits for a verdict.</summary>
internal sealed record FilterLine(
    [property: JsonPropertyName("call")] long Call,
    [property: JsonPropertyName("user")] string User,
    [property: JsonPropertyName("room")] string Room,
    [property: JsonPropertyName("text")] string Text) : ServerLine;

/// <summary>A program outside calls.</summary>
internal sealed record HookLine(
    [property: JsonPropertyName("call")] long Call,
    [property: JsonPropertyName("content_type")] string ContentType,
    [property: JsonPropertyName("query")] string Query,
    [property: JsonPropertyName("body")] string Body) : ServerLine;

/// <summary>Messages of a room that the plug-in does not get.</summary>
internal sealed record GapLine(
    [property: JsonPropertyName("room")] string Room,
    [property: JsonPropertyName("from")] long From,
    [property: JsonPropertyName("to")] long To) : ServerLine;

/// <summary>Something happened outside of the rooms.</summary>
internal sealed record EventLine(
    [property: JsonPropertyName("event")] string Event,
    [property: JsonPropertyName("user")] string? User = null) : ServerLine
{
    [JsonPropertyName("by")]
    public string? By { get; init; }

    [JsonPropertyName("target")]
    public string? Target { get; init; }

    [JsonPropertyName("until")]
    public long? Until { get; init; }

    [JsonPropertyName("reason")]
    public string? Reason { get; init; }
}

/// <summary>What became of an action.</summary>
internal sealed record AnswerLine([property: JsonPropertyName("ref")] string? Ref) : ServerLine
{
    [JsonPropertyName("error")]
    public string? Error { get; init; }

    [JsonPropertyName("text")]
    public string? Text { get; init; }

    [JsonPropertyName("id")]
    public long? Id { get; init; }

    [JsonPropertyName("share")]
    public long? Share { get; init; }

    [JsonPropertyName("messages")]
    public IReadOnlyList<RoomMessage>? Messages { get; init; }

    [JsonPropertyName("value")]
    public string? Value { get; init; }

    [JsonPropertyName("keys")]
    public IReadOnlyList<string>? Keys { get; init; }
}

/// <summary>The plug-in is to finish and to exit.</summary>
internal sealed record StopLine : ServerLine;
