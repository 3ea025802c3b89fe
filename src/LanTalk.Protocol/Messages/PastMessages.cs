using System.Text.Json.Serialization;

namespace LanTalk.Protocol.Messages;

/// <summary>Version 3: messages of a room that were posted before, oldest first; the answer to <see cref="AskHistory"/>.</summary>
/// <param name="Timestamp">Local time of the server.</param>
/// <param name="Room">The room, the lobby included.</param>
/// <param name="Messages">The messages; without those of users whom the session ignores.</param>
public sealed record HistoryPage(
    [property: JsonPropertyName("ts")] string Timestamp,
    [property: JsonPropertyName("room")] string Room,
    [property: JsonPropertyName("messages")] IReadOnlyList<PastMessage> Messages) : ServerMessage
{
    /// <summary>As it was asked.</summary>
    [JsonPropertyName("before")]
    public long? Before { get; init; }

    /// <summary>As it was asked.</summary>
    [JsonPropertyName("after")]
    public long? After { get; init; }

    /// <summary>How far the server has looked: the next question's <c>before</c> or <c>after</c>. Null where it has come to the end.</summary>
    [JsonPropertyName("reached")]
    public long? Reached { get; init; }

    /// <summary>True if nothing older is kept.</summary>
    [JsonPropertyName("first")]
    public bool? First { get; init; }

    /// <summary>True if nothing newer was posted yet.</summary>
    [JsonPropertyName("last")]
    public bool? Last { get; init; }
}

/// <summary>Version 3: the newest messages that were found, oldest first; the answer to <see cref="AskSearch"/>.</summary>
/// <param name="Timestamp">Local time of the server.</param>
/// <param name="Query">As it was asked.</param>
/// <param name="Rooms">The rooms that were searched.</param>
/// <param name="Messages">The messages, each with its room.</param>
public sealed record Found(
    [property: JsonPropertyName("ts")] string Timestamp,
    [property: JsonPropertyName("query")] string Query,
    [property: JsonPropertyName("rooms")] IReadOnlyList<string> Rooms,
    [property: JsonPropertyName("messages")] IReadOnlyList<PastMessage> Messages) : ServerMessage;

/// <summary>A message that was posted before.</summary>
/// <param name="Id">Its number in its room.</param>
/// <param name="User">Who said it, by the name of that time.</param>
/// <param name="Text">What was said.</param>
/// <param name="At">When it was posted, in milliseconds since 1970, UTC.</param>
public sealed record PastMessage(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("user")] string User,
    [property: JsonPropertyName("text")] string Text,
    [property: JsonPropertyName("at")] long At)
{
    /// <summary>True for <c>/me</c>; otherwise null.</summary>
    [JsonPropertyName("action")]
    public bool? Action { get; init; }

    /// <summary>True if a bot said it; otherwise null.</summary>
    [JsonPropertyName("bot")]
    public bool? Bot { get; init; }

    /// <summary>The share that it announced; null for a text.</summary>
    [JsonPropertyName("share")]
    public ShareFacts? Share { get; init; }

    /// <summary>Where it was said, the lobby included; null where the answer says it for all.</summary>
    [JsonPropertyName("room")]
    public string? Room { get; init; }
}
