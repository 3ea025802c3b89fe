using System.Text.Json;
using System.Text.Json.Serialization;
using LanTalk.Protocol.Messages;

namespace LanTalk.Server.History;

/// <summary>The share that a message announces, as it is stored.</summary>
internal static class ShareColumn
{
    /// <summary>Writes it as JSON in UTF-8.</summary>
    public static ReadOnlySpan<byte> Write(ShareFacts share) => JsonSerializer.SerializeToUtf8Bytes(share, ShareColumnJson.Default.ShareFacts);

    /// <summary>Reads it; null if it cannot be understood, and then the message is its text.</summary>
    public static ShareFacts? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ShareColumnJson.Default.ShareFacts);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ShareFacts))]
internal sealed partial class ShareColumnJson : JsonSerializerContext;
