using System.Text.Json.Serialization;

namespace LanTalk.Server.PluginLines;

/// <summary>A line from a plug-in to the server; <c>docs/PLUGINS.md</c> describes each.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Manifest), "manifest")]
[JsonDerivedType(typeof(Ready), "ready")]
[JsonDerivedType(typeof(Reply), "reply")]
[JsonDerivedType(typeof(PluginVerdict), "verdict")]
[JsonDerivedType(typeof(Seen), "seen")]
[JsonDerivedType(typeof(SayAction), "say")]
[JsonDerivedType(typeof(PrivateAction), "private")]
[JsonDerivedType(typeof(DoAction), "do")]
[JsonDerivedType(typeof(ShareAction), "share")]
[JsonDerivedType(typeof(HistoryAction), "history")]
[JsonDerivedType(typeof(SearchAction), "search")]
[JsonDerivedType(typeof(GetAction), "get")]
[JsonDerivedType(typeof(SetAction), "set")]
[JsonDerivedType(typeof(KeysAction), "keys")]
internal abstract record PluginLine;

/// <summary>The plug-in has started, and takes lines.</summary>
/// <param name="Watch">What it watches, in place of what its manifest says; null to leave that.</param>
/// <param name="Filter">The texts that it checks, likewise.</param>
internal sealed record Ready(
    [property: JsonPropertyName("watch")] WatchForm? Watch = null,
    [property: JsonPropertyName("filter")] FilterForm? Filter = null) : PluginLine;

/// <summary>The answer to a command or a web hook.</summary>
/// <param name="Call">The number of what is answered.</param>
/// <param name="Text">The answer; null if there is nothing to say.</param>
/// <param name="Error">Why it cannot be done; null if it was.</param>
internal sealed record Reply(
    [property: JsonPropertyName("call")] long Call,
    [property: JsonPropertyName("text")] string? Text = null,
    [property: JsonPropertyName("error")] string? Error = null) : PluginLine;

/// <summary>The decision of a filter; it passes if nothing else is said.</summary>
/// <param name="Call">The number of what was asked.</param>
/// <param name="Pass">Whether the text passes unchanged.</param>
/// <param name="Replace">What is posted instead.</param>
/// <param name="Refuse">Why it is refused.</param>
/// <param name="Mute">For how long the author is muted, besides.</param>
internal sealed record PluginVerdict(
    [property: JsonPropertyName("call")] long Call,
    [property: JsonPropertyName("pass")] bool? Pass = null,
    [property: JsonPropertyName("replace")] string? Replace = null,
    [property: JsonPropertyName("refuse")] string? Refuse = null,
    [property: JsonPropertyName("mute")] string? Mute = null) : PluginLine;

/// <summary>Everything up to a message of a room has been dealt with.</summary>
internal sealed record Seen(
    [property: JsonPropertyName("room")] string Room,
    [property: JsonPropertyName("id")] long Id) : PluginLine;

/// <summary>Something that a plug-in wants done, in the order of its lines.</summary>
internal abstract record PluginAction : PluginLine
{
    /// <summary>Comes back in the answer; null if the plug-in wants to hear of failures only.</summary>
    [JsonPropertyName("ref")]
    public string? Ref { get; init; }
}

/// <summary>Says something in a room.</summary>
internal sealed record SayAction(
    [property: JsonPropertyName("text")] string Text,
    [property: JsonPropertyName("room")] string? Room = null,
    [property: JsonPropertyName("action")] bool? Action = null) : PluginAction;

/// <summary>Sends a private message.</summary>
internal sealed record PrivateAction(
    [property: JsonPropertyName("to")] string To,
    [property: JsonPropertyName("text")] string Text) : PluginAction;

/// <summary>Runs a command of the operator.</summary>
internal sealed record DoAction(
    [property: JsonPropertyName("command")] string Command,
    [property: JsonPropertyName("arguments")] string? Arguments = null,
    [property: JsonPropertyName("room")] string? Room = null) : PluginAction;

/// <summary>Shares a file or a folder of the server's machine.</summary>
internal sealed record ShareAction(
    [property: JsonPropertyName("path")] string Path,
    [property: JsonPropertyName("room")] string? Room = null,
    [property: JsonPropertyName("title")] string? Title = null) : PluginAction;

/// <summary>Reads earlier messages.</summary>
internal sealed record HistoryAction(
    [property: JsonPropertyName("room")] string? Room = null,
    [property: JsonPropertyName("before")] long? Before = null,
    [property: JsonPropertyName("count")] int? Count = null) : PluginAction;

/// <summary>Searches earlier messages.</summary>
internal sealed record SearchAction(
    [property: JsonPropertyName("query")] string Query,
    [property: JsonPropertyName("room")] string? Room = null) : PluginAction;

/// <summary>Reads a value of the plug-in's store.</summary>
internal sealed record GetAction([property: JsonPropertyName("key")] string Key) : PluginAction;

/// <summary>Stores a value; removes it without one.</summary>
internal sealed record SetAction(
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("value")] string? Value = null) : PluginAction;

/// <summary>Lists keys.</summary>
internal sealed record KeysAction([property: JsonPropertyName("prefix")] string? Prefix = null) : PluginAction;
