using System.Text.Json;

namespace LanTalk.Protocol.Messages;

/// <summary>
/// Reads room messages as this server writes them, several times faster than the serializer: whoever follows a busy room
/// reads little else.
/// </summary>
internal static class RoomMessageReader
{
    /// <summary>The message; null if it is another or stands in another order, which is for the serializer to read.</summary>
    public static RoomMessage? TryRead(ReadOnlySpan<byte> frame)
    {
        var reader = new Utf8JsonReader(frame);
        if (!reader.Read() || !TryReadField(ref reader, "type"u8) || !reader.ValueTextEquals("message"u8) || !TryReadField(ref reader, "ts"u8))
        {
            return null;
        }

        var timestamp = reader.GetString()!;
        if (!TryReadField(ref reader, "user"u8))
        {
            return null;
        }

        var user = reader.GetString()!;
        if (!TryReadField(ref reader, "text"u8))
        {
            return null;
        }

        var text = reader.GetString()!;
        long? id = null, at = null;
        string? room = null, nonce = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isFine = reader.ValueTextEquals("id"u8) ? TryReadNumber(ref reader, out id)
                : reader.ValueTextEquals("at"u8) ? TryReadNumber(ref reader, out at)
                : reader.ValueTextEquals("room"u8) ? TryReadString(ref reader, out room)
                : reader.ValueTextEquals("nonce"u8) && TryReadString(ref reader, out nonce);
            if (!isFine)
            {
                return null;
            }
        }

        return id is not null && at is not null && reader.TokenType == JsonTokenType.EndObject && !reader.Read()
            ? new RoomMessage(timestamp, user, text) { Id = id, At = at, Room = room, Nonce = nonce }
            : null;
    }

    private static bool TryReadNumber(ref Utf8JsonReader reader, out long? number)
    {
        number = reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var read) ? read : null;
        return number is not null;
    }

    private static bool TryReadString(ref Utf8JsonReader reader, out string? text)
    {
        text = reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return text is not null;
    }

    private static bool TryReadField(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(name)
        && reader.Read() && reader.TokenType == JsonTokenType.String;
}
