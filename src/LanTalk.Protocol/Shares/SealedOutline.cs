using System.Text.Json;
using System.Text.Json.Serialization;
using LanTalk.Protocol.Text;

namespace LanTalk.Protocol.Shares;

/// <summary>A sender's description of a share that is sealed for one user: all that the server learns of it.</summary>
/// <param name="To">The name of that user.</param>
/// <param name="ToKey">That user's Ed25519 key, base64url.</param>
/// <param name="Size">The length of the sealed content in bytes.</param>
/// <param name="Root">Its root, base64url.</param>
/// <param name="Hashes">The hashes of its chunks in a row, base64url.</param>
public sealed record SealedOutline(
    [property: JsonPropertyName("to")] string To,
    [property: JsonPropertyName("to_key")] string ToKey,
    [property: JsonPropertyName("size")] long Size,
    [property: JsonPropertyName("root")] string Root,
    [property: JsonPropertyName("hashes")] string Hashes)
{
    private const int UserKeyLength = 32;

    /// <summary>The share's number, in the server's answers.</summary>
    [JsonPropertyName("share")]
    public long? Share { get; init; }

    /// <summary>How many bytes of the content the server has, in its answers.</summary>
    [JsonPropertyName("offset")]
    public long? Offset { get; init; }

    /// <summary>The outline in JSON; null if it is none.</summary>
    public static SealedOutline? TryParse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ShareJsonContext.Default.SealedOutline);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The outline as JSON in UTF-8.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ShareJsonContext.Default.SealedOutline);

    /// <summary>The hashes of all chunks in a row; null if they, or the root, do not fit to the rest.</summary>
    public byte[]? ReadHashes() => Chunks.ReadHashes(Hashes, Size, Root);

    /// <summary>The fault in it, as a sentence; null if there is none.</summary>
    public string? FindFault()
    {
        if (To.Length == 0 || Base64UrlText.Read(ToKey, UserKeyLength) is null)
        {
            return $"'to' must be a user's name, and 'to_key' that user's key, {UserKeyLength} bytes in base64url.";
        }

        return Size is <= ShareSeal.TagLength or > ShareOutline.MaxSize ? "The size makes no sense."
            : ReadHashes() is null ? "The hashes are not those of the chunks and of the root." : null;
    }
}
