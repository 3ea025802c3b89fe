using System.Text.Json.Serialization;

namespace LanTalk.Protocol.Messages;

/// <summary>
/// Version 3: a part of the list of a room's members, or how it changed; the answer to <see cref="AskMembers"/>. It has either <see cref="Users"/> or
/// <see cref="Changes"/>.
/// </summary>
/// <param name="Timestamp">Local time of the server.</param>
/// <param name="Room">The room; null for the lobby.</param>
public sealed record MemberNews(
    [property: JsonPropertyName("ts")] string Timestamp,
    [property: JsonPropertyName("room")] string? Room) : ServerMessage
{
    /// <summary>The number of members, in a part of the list.</summary>
    [JsonPropertyName("count")]
    public int? Count { get; init; }

    /// <summary>How many names of the list came before this part: 0 begins a new list.</summary>
    [JsonPropertyName("from")]
    public int? From { get; init; }

    /// <summary>Names in order of arrival.</summary>
    [JsonPropertyName("users")]
    public IReadOnlyList<string>? Users { get; init; }

    /// <summary>The changes, in order.</summary>
    [JsonPropertyName("changes")]
    public IReadOnlyList<MemberChange>? Changes { get; init; }
}

/// <summary>One change of a room's members.</summary>
/// <param name="Event"><see cref="SystemEvents.Join"/>, <see cref="SystemEvents.Leave"/> or <see cref="SystemEvents.Nick"/>.</param>
/// <param name="User">The user; for <see cref="SystemEvents.Nick"/>, the former name.</param>
/// <param name="Name">For <see cref="SystemEvents.Nick"/>, the new name.</param>
public sealed record MemberChange(
    [property: JsonPropertyName("event")] string Event,
    [property: JsonPropertyName("user")] string User,
    [property: JsonPropertyName("name")] string? Name = null);
