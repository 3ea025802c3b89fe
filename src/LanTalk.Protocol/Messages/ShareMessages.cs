using System.Text.Json.Serialization;

namespace LanTalk.Protocol.Messages;

/// <summary>Asks for a ticket, which lets its holder send or get files over HTTP.</summary>
/// <param name="Nonce">Comes back in the answer; see <see cref="Messages.Nonce"/>.</param>
/// <param name="Share">The share to get; null to send one.</param>
/// <param name="Sealed">Whether the ticket comes with a key that seals what travels with it.</param>
public sealed record AskTicket(
    [property: JsonPropertyName("nonce")] string Nonce,
    [property: JsonPropertyName("share")] long? Share = null,
    [property: JsonPropertyName("sealed")] bool? Sealed = null) : ClientMessage;

/// <summary>Asks which shares were announced in a room, or about one share.</summary>
/// <param name="Room">The room; null for the lobby.</param>
/// <param name="Share">The number of the one share, in whichever room; null for all of the room.</param>
public sealed record AskShares(
    [property: JsonPropertyName("room")] string? Room = null,
    [property: JsonPropertyName("share")] long? Share = null) : ClientMessage;

/// <summary>Version 3: the answer to <see cref="AskTicket"/>.</summary>
/// <param name="Timestamp">Local time of the server.</param>
/// <param name="Nonce">That of the question.</param>
/// <param name="Value">The ticket, for the field <c>Authorization: Bearer</c>.</param>
/// <param name="Seconds">How long it is valid after its last use.</param>
/// <param name="Key">Seals the bodies of requests with it, and of their answers; null unless it was asked for.</param>
public sealed record Ticket(
    [property: JsonPropertyName("ts")] string Timestamp,
    [property: JsonPropertyName("nonce")] string Nonce,
    [property: JsonPropertyName("ticket")] string Value,
    [property: JsonPropertyName("seconds")] int Seconds,
    [property: JsonPropertyName("key")] string? Key = null) : ServerMessage
{
    /// <summary>Leaves the ticket and its key out, so that no log can hold it.</summary>
    public override string ToString() => $"Ticket {{ Nonce = {Nonce} }}";
}

/// <summary>Version 3: the newest shares of a room, oldest first; the answer to <see cref="AskShares"/>.</summary>
/// <param name="Timestamp">Local time of the server.</param>
/// <param name="Shares">The shares.</param>
/// <param name="Room">The room; null for the lobby.</param>
public sealed record ShareList(
    [property: JsonPropertyName("ts")] string Timestamp,
    [property: JsonPropertyName("shares")] IReadOnlyList<SharePresence> Shares,
    [property: JsonPropertyName("room")] string? Room = null) : ServerMessage
{
    /// <summary>The newest shares that are sealed for the user who asks, or that this user has sealed for another one; null for none.</summary>
    [JsonPropertyName("sealed")]
    public IReadOnlyList<SealedPresence>? Sealed { get; init; }
}

/// <summary>A sealed share that is on the server now, as far as the server knows it.</summary>
/// <param name="Share">Its number.</param>
/// <param name="User">Who sealed it, by the name of that time.</param>
/// <param name="To">The user whom it is sealed for, by the name of that time.</param>
/// <param name="Size">The length of the sealed content in bytes.</param>
/// <param name="Root">The root of the sealed content, base64url.</param>
/// <param name="At">When it was described, in milliseconds since 1970, UTC.</param>
/// <param name="Offset">How many bytes of the sealed content are there.</param>
public sealed record SealedPresence(
    [property: JsonPropertyName("share")] long Share,
    [property: JsonPropertyName("user")] string User,
    [property: JsonPropertyName("to")] string To,
    [property: JsonPropertyName("size")] long Size,
    [property: JsonPropertyName("root")] string Root,
    [property: JsonPropertyName("at")] long At,
    [property: JsonPropertyName("offset")] long Offset)
{
    /// <summary>Whether it is for the user who asks; otherwise it is from that user.</summary>
    [JsonPropertyName("for_you")]
    public bool? IsForAsker { get; init; }

    /// <summary>How many users have got all of it, besides its sender; null for nobody. The server counts up to 100.</summary>
    [JsonPropertyName("got")]
    public int? Got { get; init; }

    /// <summary>Their names when they had got it, the first first; in a list of several shares, only some of them. Null for nobody.</summary>
    [JsonPropertyName("got_by")]
    public IReadOnlyList<string>? GotBy { get; init; }
}

/// <summary>The facts about a share in the message that announces it.</summary>
/// <param name="Id">Its number on the server.</param>
/// <param name="Title">The name of the file or directory.</param>
/// <param name="Count">The number of files.</param>
/// <param name="Size">The length of the content in bytes, the manifest included.</param>
/// <param name="ManifestSize">The length of the manifest in bytes.</param>
/// <param name="Root">SHA-256 over the hashes of the content's chunks, base64url.</param>
public sealed record ShareFacts(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("count")] long Count,
    [property: JsonPropertyName("size")] long Size,
    [property: JsonPropertyName("manifest_size")] long ManifestSize,
    [property: JsonPropertyName("root")] string Root);

/// <summary>A share that is on the server now.</summary>
/// <param name="Share">The share.</param>
/// <param name="User">Who announced it, by the name of that time.</param>
/// <param name="At">When it was announced, in milliseconds since 1970, UTC.</param>
/// <param name="Offset">How many bytes of the content are there.</param>
public sealed record SharePresence(
    [property: JsonPropertyName("share")] ShareFacts Share,
    [property: JsonPropertyName("user")] string User,
    [property: JsonPropertyName("at")] long At,
    [property: JsonPropertyName("offset")] long Offset)
{
    /// <summary>True if a bot announced it; null otherwise.</summary>
    [JsonPropertyName("bot")]
    public bool? Bot { get; init; }

    /// <summary>How many users have got all of it, besides its sender; null for nobody. The server counts up to 100.</summary>
    [JsonPropertyName("got")]
    public int? Got { get; init; }

    /// <summary>Their names when they had got it, the first first; in a list of several shares, only some of them. Null for nobody.</summary>
    [JsonPropertyName("got_by")]
    public IReadOnlyList<string>? GotBy { get; init; }
}
