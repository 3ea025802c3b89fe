using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LanTalk.Protocol.Names;

namespace LanTalk.Protocol.Messages;

/// <summary>Turns messages into frames (one line of JSON, RFC 8259, UTF-8, ended by a line feed) and frames of a server into messages.</summary>
public static class MessageJson
{
    // A frame is never embedded in HTML as it is, so "é" stays two bytes. The encoder still escapes characters beyond the
    // Basic Multilingual Plane, which costs bytes but changes no meaning.
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Appends the frame of a message.</summary>
    public static void WriteFrame(IBufferWriter<byte> output, ServerMessage message)
    {
        using (var writer = new Utf8JsonWriter(output, WriterOptions))
        {
            JsonSerializer.Serialize(writer, message, MessageJsonContext.Default.ServerMessage);
        }

        output.Write("\n"u8);
    }

    /// <inheritdoc cref="WriteFrame(IBufferWriter{byte}, ServerMessage)"/>
    public static void WriteFrame(IBufferWriter<byte> output, ClientMessage message)
    {
        using (var writer = new Utf8JsonWriter(output, WriterOptions))
        {
            JsonSerializer.Serialize(writer, message, MessageJsonContext.Default.ClientMessage);
        }

        output.Write("\n"u8);
    }

    /// <summary>Appends the frame of a <see cref="RoomMessage"/> whose text was read by <see cref="ClientMessageReader.TryReadPlainSay"/>.</summary>
    /// <param name="output">The output.</param>
    /// <param name="timestamp">Like <see cref="RoomMessage.Timestamp"/>.</param>
    /// <param name="user">A <see cref="UserName"/>: it needs no escape.</param>
    /// <param name="plainText">Bytes that need no escape either.</param>
    /// <param name="room">Like <see cref="RoomMessage.Room"/>: a <see cref="RoomName"/>, or null.</param>
    /// <param name="nonce">Like <see cref="RoomMessage.Nonce"/>, valid; empty if there is none.</param>
    public static void WritePlainRoomMessage(
        IBufferWriter<byte> output, string timestamp, string user, ReadOnlySpan<byte> plainText, string? room = null, ReadOnlySpan<byte> nonce = default)
    {
        output.Write("{\"type\":\"message\",\"ts\":\""u8);
        Encoding.ASCII.GetBytes(timestamp, output);
        output.Write("\",\"user\":\""u8);
        Encoding.UTF8.GetBytes(user, output);
        output.Write("\",\"text\":\""u8);
        output.Write(plainText);
        if (room is not null)
        {
            output.Write("\",\"room\":\""u8);
            Encoding.UTF8.GetBytes(room, output);
        }

        if (!nonce.IsEmpty)
        {
            output.Write("\",\"nonce\":\""u8);
            output.Write(nonce);
        }

        output.Write("\"}\n"u8);
    }

    /// <summary>The frame of a message.</summary>
    public static byte[] ToFrame(ServerMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        WriteFrame(buffer, message);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a server's frame, with or without its line feed; null if it is malformed or of a type this version does not know.</summary>
    public static ServerMessage? ReadServerMessage(in ReadOnlySequence<byte> frame)
    {
        try
        {
            if (frame.IsSingleSegment && RoomMessageReader.TryRead(frame.FirstSpan) is { } message)
            {
                return message;
            }

            var reader = new Utf8JsonReader(frame);
            return JsonSerializer.Deserialize(ref reader, MessageJsonContext.Default.ServerMessage);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ServerMessage))]
[JsonSerializable(typeof(ClientMessage))]
internal sealed partial class MessageJsonContext : JsonSerializerContext;
