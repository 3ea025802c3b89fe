using System.Text.Json.Serialization;

namespace LanTalk.Protocol.Messages;

/// <summary>
/// Version 3: a part of the list of who is in a room, or how it changed; the answer to <see cref="AskMembers"/>. Either
/// <see cref="Users"/> is there or <see cref="Changes"/>.
/// </summary>
/// <param name="Timestamp">Local time of the server.</param>
/// <param name="Room">The room; null for the lobby.</param>
public sealed record MemberNews(
    [property: JsonPropertyName("ts")] string Timestamp,
    [property: JsonPropertyName("room")] string? Room) : ServerMessage
{
    /// <summary>How many members there are, with a part of the list.</summary>
    [JsonPropertyName("count")]
    public int? Count { get; init; }

    /// <summary>How many names of the list came before this part: 0 begins a new list.</summary>
    [JsonPropertyName("from")]
    public int? From { get; init; }

    /// <summary>Names in order of arrival.</summary>
    [JsonPropertyName("users")]
    public IReadOnlyList<string>? Users { get; init; }

    /// <summary>What changed, in order.</summary>
    [JsonPropertyName("changes")]
    public IReadOnlyList<MemberChange>? Changes { get; init; }
}

/// <summary>One change of who is in a room.</summary>
/// <param name="Event"><see cref="SystemEvents.Join"/>, <see cref="SystemEvents.Leave"/> or <see cref="SystemEvents.Nick"/>.</param>
/// <param name="User">The user; for <see cref="SystemEvents.Nick"/>, its former name.</param>
/// <param name="Name">For <see cref="SystemEvents.Nick"/>, the new name.</param>
public sealed record MemberChange(
    [property: JsonPropertyName("event")] string Event,
    [property: JsonPropertyName("user")] string User,
    [property: JsonPropertyName("name")] string? Name = null);
