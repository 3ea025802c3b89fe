using System.Buffers;
using System.Text.Json;

namespace LanTalk.Protocol.Messages;

/// <summary>
/// Reads what a client sent. By hand and not by the serializer: this is where hostile input arrives and the server's
/// busiest parser, so it makes one pass, takes only strings for the fields it knows and skips the ones it does not.
/// </summary>
public static class ClientMessageReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 8 };

    /// <summary>The message in a frame; null if it is no JSON object, lacks a field, or is of an unknown type.</summary>
    public static ClientMessage? Read(in ReadOnlySequence<byte> frame)
    {
        try
        {
            var reader = new Utf8JsonReader(frame, Options);
            return ReadObject(ref reader);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escaped lone surrogate, which no string can hold.
            return null;
        }
    }

    private static ClientMessage? ReadObject(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        string? type = null, text = null, to = null, userName = null, password = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var known = true;
            ref var field = ref type;
            if (reader.ValueTextEquals("type"u8))
            {
                field = ref type;
            }
            else if (reader.ValueTextEquals("text"u8))
            {
                field = ref text;
            }
            else if (reader.ValueTextEquals("to"u8))
            {
                field = ref to;
            }
            else if (reader.ValueTextEquals("username"u8))
            {
                field = ref userName;
            }
            else if (reader.ValueTextEquals("password"u8))
            {
                field = ref password;
            }
            else
            {
                known = false;
            }

            reader.Read();
            if (!known)
            {
                reader.Skip();
            }
            else if (reader.TokenType == JsonTokenType.String)
            {
                field = reader.GetString();
            }
            else if (reader.TokenType != JsonTokenType.Null)
            {
                return null;
            }
        }

        // Nothing but white space may follow the object: Read throws if anything else does.
        return reader.Read() ? null : Compose(type, text, to, userName, password);
    }

    private static ClientMessage? Compose(string? type, string? text, string? to, string? userName, string? password) => type switch
    {
        "message" when text is not null => new Say(text),
        "pm" when to is not null && text is not null => new Whisper(to, text),
        "users" => new ListUsers(),
        "ping" => new Ping(),
        "quit" => new Quit(),
        null when userName is not null => new Login(userName, password),
        _ => null,
    };
}
