using System.Text.Json;
using System.Text.Json.Serialization;

namespace LanTalk.Protocol.Shares;

/// <summary>
/// Reads and writes the entry of a file in a manifest. There may be 100,000 of them, and the serializer is slow for types whose values are set only once.
/// </summary>
internal sealed class ManifestFileConverter : JsonConverter<ManifestFile>
{
    /// <inheritdoc/>
    public override ManifestFile Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A file is not an object.");
        }

        string? path = null, type = null;
        long size = 0;
        long? modified = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (reader.ValueTextEquals("path"u8))
            {
                reader.Read();
                path = reader.GetString();
            }
            else if (reader.ValueTextEquals("size"u8))
            {
                reader.Read();
                size = reader.GetInt64();
            }
            else if (reader.ValueTextEquals("modified"u8))
            {
                reader.Read();
                modified = reader.TokenType == JsonTokenType.Null ? null : reader.GetInt64();
            }
            else if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                type = reader.GetString();
            }
            else
            {
                reader.Skip();
            }
        }

        return new ManifestFile(path ?? throw new JsonException("A file has no path.")) { Size = size, Modified = modified, Type = type };
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ManifestFile value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("path"u8, value.Path);
        writer.WriteNumber("size"u8, value.Size);
        if (value.Modified is { } modified)
        {
            writer.WriteNumber("modified"u8, modified);
        }

        if (value.Type is { } type)
        {
            writer.WriteString("type"u8, type);
        }

        writer.WriteEndObject();
    }
}
