using System.Text.Json;
using System.Text.Json.Serialization;
using LanTalk.Protocol.Text;

namespace LanTalk.Protocol.Shares;

/// <summary>All that the receiver of a sealed share needs: it travels inside a sealed private message, and the server sees none of it.</summary>
/// <param name="Share">The share's number on the server.</param>
/// <param name="Key">The key that the content is sealed with, base64url.</param>
/// <param name="Title">The name of the file or directory.</param>
/// <param name="Count">The number of files.</param>
/// <param name="Size">The length of the content in bytes before it was sealed, the manifest included.</param>
/// <param name="ManifestSize">The length of the manifest in bytes.</param>
/// <param name="Root">The root of the sealed content, base64url.</param>
public sealed record SealedShare(
    [property: JsonPropertyName("share")] long Share,
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("count")] long Count,
    [property: JsonPropertyName("size")] long Size,
    [property: JsonPropertyName("manifest_size")] long ManifestSize,
    [property: JsonPropertyName("root")] string Root)
{
    /// <summary>Reads it; null if it is none, or makes no sense.</summary>
    public static SealedShare? TryParse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ShareJsonContext.Default.SealedShare) is { IsSound: true } share ? share : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>It as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ShareJsonContext.Default.SealedShare);

    /// <summary>The key's bytes.</summary>
    public byte[] ReadKey() => Base64UrlText.Read(Key, ShareSeal.KeyLength) ?? throw new InvalidOperationException("That is no key.");

    /// <summary>Leaves the key out, so that no log can hold it.</summary>
    public override string ToString() => $"SealedShare {{ Share = {Share} }}";

    [JsonIgnore]
    private bool IsSound => Share > 0
        && Base64UrlText.Read(Key, ShareSeal.KeyLength) is not null
        && Base64UrlText.Read(Root, Chunks.HashLength) is not null
        && ShareOutline.FindFault(Title, Count, Size, ManifestSize) is null;
}
