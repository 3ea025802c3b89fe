using System.Text.Json;
using System.Text.Json.Serialization;

namespace LanTalk.Client.Shares;

/// <summary>The server's answer to the description of a share.</summary>
/// <param name="Share">The share's number.</param>
/// <param name="Offset">How many bytes of it the server has.</param>
internal sealed record PostedShare([property: JsonPropertyName("share")] long Share, [property: JsonPropertyName("offset")] long Offset)
{
    private const int LongestAnswer = 4096;

    /// <summary>Reads it; null if it is none.</summary>
    public static async Task<PostedShare?> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            return await LimitedBody.ReadAsync(body, LongestAnswer, cancellationToken) is { } json
                ? JsonSerializer.Deserialize(json, PostedShareJson.Default.PostedShare)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PostedShare))]
internal sealed partial class PostedShareJson : JsonSerializerContext;
