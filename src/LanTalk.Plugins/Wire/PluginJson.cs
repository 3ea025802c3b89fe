using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LanTalk.Plugins.Wire;

/// <summary>The lines as JSON.</summary>
[JsonSerializable(typeof(IncomingLine))]
[JsonSerializable(typeof(IncomingShare))]
[JsonSerializable(typeof(OutgoingLine))]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class PluginJson : JsonSerializerContext
{
    /// <summary>The one that reads and writes as the wire wants it.</summary>
    public static PluginJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,

        // Texts stay as short as they are: a line has a limit, and is read by nobody but the server.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
