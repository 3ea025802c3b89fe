using System.Text.Json;
using System.Text.Json.Serialization;
using LanTalk.Protocol.Messages;

namespace LanTalk.Server.Shares;

/// <summary>The facts about a share that are kept beside its content, in <c>share.json</c>.</summary>
/// <param name="Facts">What its sender said of it, and its number.</param>
/// <param name="Owner">The key of its sender in its full form.</param>
/// <param name="Created">When it was described, in milliseconds since 1970, UTC.</param>
/// <param name="Announcements">The rooms in which it was announced, each once.</param>
internal sealed record ShareRecord(
    [property: JsonPropertyName("share")] ShareFacts Facts,
    [property: JsonPropertyName("owner")] string Owner,
    [property: JsonPropertyName("created")] long Created,
    [property: JsonPropertyName("announcements")] IReadOnlyList<ShareAnnouncement> Announcements)
{
    /// <summary>The name of its sender when it was described.</summary>
    [JsonPropertyName("owner_name")]
    public required string OwnerName { get; init; }

    /// <summary>The user whom it is sealed for; null if it is for rooms. The facts of a sealed share have no title and no counts.</summary>
    [JsonPropertyName("to")]
    public ShareRecipient? To { get; init; }

    /// <summary>The users who have got all of it, besides its sender, the first first; null for nobody.</summary>
    [JsonPropertyName("got_by")]
    public IReadOnlyList<ShareReceiver>? GotBy { get; init; }

    /// <summary>Reads a record; null if the bytes are none.</summary>
    public static ShareRecord? TryParse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ShareRecordJson.Default.ShareRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The record as JSON in UTF-8.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ShareRecordJson.Default.ShareRecord);
}

/// <summary>The user whom a share is sealed for.</summary>
/// <param name="Name">The name when it was described.</param>
/// <param name="Key">The key in its full form.</param>
internal sealed record ShareRecipient([property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("key")] string Key);

/// <summary>A user who has got all of a share.</summary>
/// <param name="Name">The name at that time.</param>
/// <param name="Key">The key in its full form.</param>
internal sealed record ShareReceiver([property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("key")] string Key);

/// <summary>A room that was told of a share.</summary>
/// <param name="Room">The room.</param>
/// <param name="User">The sender's name at that time.</param>
/// <param name="At">When, in milliseconds since 1970, UTC.</param>
internal sealed record ShareAnnouncement(
    [property: JsonPropertyName("room")] string Room,
    [property: JsonPropertyName("user")] string User,
    [property: JsonPropertyName("at")] long At);

[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ShareRecord))]
internal sealed partial class ShareRecordJson : JsonSerializerContext;
