using System.Text.Json.Serialization;

namespace LanTalk.Protocol.Messages;

/// <summary>A text for this user alone.</summary>
public sealed record PrivateMessage(
    [property: JsonPropertyName("ts")] string Timestamp,
    [property: JsonPropertyName("from_user")] string FromUser,
    [property: JsonPropertyName("text")] string Text) : ServerMessage
{
    /// <summary>When it was sent, in milliseconds since 1970, UTC; null in version 2.</summary>
    [JsonPropertyName("at")]
    public long? At { get; init; }

    /// <summary>True if a bot sent it; null for people.</summary>
    [JsonPropertyName("bot")]
    public bool? Bot { get; init; }

    /// <summary>Version 3: the id with which the recipient confirms it; see <see cref="Got"/>.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>
    /// Whether it arrived as <see cref="SealedPrivateMessage"/> and was opened. Only a client sets it; it is never read from the wire.
    /// </summary>
    [JsonIgnore]
    public bool IsSealed { get; init; }

    /// <summary><see cref="IsSealed"/> for readers of a client's output. Without a setter, no server can set it.</summary>
    [JsonPropertyName("sealed")]
    public bool? Sealed => IsSealed ? true : null;

    /// <summary>The share that the sealed message tells of; null for none. Only a client sets it; it is never read from the wire.</summary>
    [JsonIgnore]
    public ShareFacts? Share { get; init; }

    /// <summary><see cref="Share"/> for readers of a client's output. Without a setter, no server can set it.</summary>
    [JsonPropertyName("share")]
    public ShareFacts? SealedShare => Share;
}

/// <summary>A text for this user alone that the server cannot read; with the sender's keys.</summary>
public sealed record SealedPrivateMessage(
    [property: JsonPropertyName("ts")] string Timestamp,
    [property: JsonPropertyName("from_user")] string FromUser,
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("agreement_key")] string AgreementKey,
    [property: JsonPropertyName("agreement_signature")] string AgreementSignature,
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("enc")] string Encapsulation,
    [property: JsonPropertyName("sealed")] string Ciphertext) : ServerMessage
{
    /// <summary>The sealed description of a share for this user; null for none.</summary>
    [JsonPropertyName("sealed_share")]
    public string? Share { get; init; }

    /// <summary>When it was sent, in milliseconds since 1970, UTC.</summary>
    [JsonPropertyName("at")]
    public long? At { get; init; }
}

/// <summary>The answer to <see cref="AskKey"/>. Without keys: the user's client is older and has none, or nobody has the name.</summary>
/// <param name="Timestamp">Local time of the server.</param>
/// <param name="User">The requested name, in its owner's spelling.</param>
/// <param name="IsOnline">Whether a user of that name is online.</param>
public sealed record KeyAnswer(
    [property: JsonPropertyName("ts")] string Timestamp,
    [property: JsonPropertyName("user")] string User,
    [property: JsonPropertyName("online")] bool IsOnline) : ServerMessage
{
    /// <summary>The user's Ed25519 key.</summary>
    [JsonPropertyName("key")]
    public string? Key { get; init; }

    /// <summary>The user's X25519 key.</summary>
    [JsonPropertyName("agreement_key")]
    public string? AgreementKey { get; init; }

    /// <summary>The first key's signature over the second.</summary>
    [JsonPropertyName("agreement_signature")]
    public string? AgreementSignature { get; init; }
}
