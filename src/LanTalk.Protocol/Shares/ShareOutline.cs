using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;

namespace LanTalk.Protocol.Shares;

/// <summary>A sender's description of a share, sent before the content: its facts, and the hash of each chunk.</summary>
/// <param name="Title">Like <see cref="ShareFacts.Title"/>.</param>
/// <param name="Count">Like <see cref="ShareFacts.Count"/>.</param>
/// <param name="Size">Like <see cref="ShareFacts.Size"/>.</param>
/// <param name="ManifestSize">Like <see cref="ShareFacts.ManifestSize"/>.</param>
/// <param name="Root">Like <see cref="ShareFacts.Root"/>.</param>
/// <param name="Hashes">The hashes of all chunks in a row, base64url.</param>
public sealed record ShareOutline(
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("count")] long Count,
    [property: JsonPropertyName("size")] long Size,
    [property: JsonPropertyName("manifest_size")] long ManifestSize,
    [property: JsonPropertyName("root")] string Root,
    [property: JsonPropertyName("hashes")] string Hashes)
{
    /// <summary>The longest title in bytes.</summary>
    public const int MaxTitle = 200;

    /// <summary>The longest content in bytes: 16 TiB, of which the hashes alone are 512 MiB.</summary>
    public const long MaxSize = 16L * 1024 * 1024 * Chunks.Length;

    /// <summary>The share's number, in the server's answers.</summary>
    [JsonPropertyName("share")]
    public long? Share { get; init; }

    /// <summary>How many bytes of the content the server has, in its answers.</summary>
    [JsonPropertyName("offset")]
    public long? Offset { get; init; }

    /// <summary>The outline in JSON; null if it is none.</summary>
    public static ShareOutline? TryParse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ShareJsonContext.Default.ShareOutline);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The outline as JSON in UTF-8.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ShareJsonContext.Default.ShareOutline);

    /// <summary>The hashes of all chunks in a row; null if they, or the root, do not fit to the rest.</summary>
    public byte[]? ReadHashes() => Chunks.ReadHashes(Hashes, Size, Root);

    /// <summary>The fault in it, as a sentence; null if there is none.</summary>
    public string? FindFault() => FindFault(Title, Count, Size, ManifestSize)
        ?? (ReadHashes() is null ? "The hashes are not those of the chunks and of the root." : null);

    /// <summary>The fault in what is said of a share, as a sentence; null if there is none.</summary>
    public static string? FindFault(string title, long count, long size, long manifestSize)
    {
        if (Encoding.UTF8.GetByteCount(title) is 0 or > MaxTitle || SafeText.Clean(title) != title)
        {
            return $"The title must be 1 to {MaxTitle} bytes of text without controls.";
        }

        return manifestSize is <= 0 or > Manifest.MaxLength || size < manifestSize || size > MaxSize || count is < 0 or > Manifest.MaxFiles
            ? "The sizes make no sense."
            : null;
    }
}
