using System.Text.Json;
using System.Text.Json.Serialization;

namespace LanTalk.Protocol.Shares;

/// <summary>The beginning of a share's content: which files follow, in their order.</summary>
/// <param name="Files">The files and the empty directories.</param>
public sealed record Manifest([property: JsonPropertyName("files")] IReadOnlyList<ManifestFile> Files)
{
    /// <summary>The longest manifest in bytes.</summary>
    public const int MaxLength = 32 * 1024 * 1024;

    /// <summary>The most files and directories.</summary>
    public const int MaxFiles = 100_000;

    /// <summary>Reads a manifest.</summary>
    /// <param name="json">Its bytes.</param>
    /// <param name="size">The length of the share's content.</param>
    /// <exception cref="InvalidDataException">It is none, or does not fit to the content: the message says why.</exception>
    public static Manifest Parse(ReadOnlySpan<byte> json, long size)
    {
        Manifest? manifest;
        try
        {
            manifest = JsonSerializer.Deserialize(json, ShareJsonContext.Default.Manifest);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The share's list of files cannot be read: {e.Message}", e);
        }

        if (manifest?.Files is not { } files || files.Any(file => file is null))
        {
            throw new InvalidDataException("The share has no list of files.");
        }

        if (files.Count > MaxFiles)
        {
            throw new InvalidDataException($"The share has {files.Count:N0} files; more than {MaxFiles:N0} are not taken.");
        }

        var rest = size - json.Length;
        foreach (var file in files)
        {
            if (file.Size < 0 || (file.IsDirectory && file.Size > 0) || (rest -= file.Size) < 0)
            {
                throw new InvalidDataException("The sizes of the share's files do not add up to its own.");
            }
        }

        return rest == 0 ? manifest : throw new InvalidDataException("The sizes of the share's files do not add up to its own.");
    }

    /// <summary>The manifest as JSON in UTF-8.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ShareJsonContext.Default.Manifest);
}

[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(ShareOutline))]
[JsonSerializable(typeof(SealedOutline))]
[JsonSerializable(typeof(SealedShare))]
internal sealed partial class ShareJsonContext : JsonSerializerContext;
