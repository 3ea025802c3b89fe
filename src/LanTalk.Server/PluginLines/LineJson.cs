using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LanTalk.Server.PluginLines;

/// <summary>Reads and writes the lines.</summary>
internal static class LineJson
{
    private static readonly LineJsonContext Context = new(new JsonSerializerOptions(LineJsonContext.Default.Options)
    {
        // A line is never embedded in HTML, and people read it in logs.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>The bytes of a line, with its line feed.</summary>
    public static byte[] Write(ServerLine line) => [.. JsonSerializer.SerializeToUtf8Bytes(line, Context.ServerLine), (byte)'\n'];

    /// <summary>Reads a plug-in's line; null, and why, if it is none.</summary>
    public static PluginLine? Read(ReadOnlySpan<byte> line, out string problem)
    {
        problem = "";
        try
        {
            if (JsonSerializer.Deserialize(line, Context.PluginLine) is { } read)
            {
                return read;
            }

            problem = "it is null";
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException)
        {
            problem = e.Message;
        }

        return null;
    }
}

[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = 16)]
[JsonSerializable(typeof(ServerLine))]
[JsonSerializable(typeof(PluginLine))]
internal sealed partial class LineJsonContext : JsonSerializerContext;
