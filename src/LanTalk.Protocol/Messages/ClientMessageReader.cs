using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace LanTalk.Protocol.Messages;

/// <summary>
/// Reads what a client sent. By hand and not by the serializer: this is where hostile input arrives and the server's
/// busiest parser, so it makes one pass, takes only strings for the fields it knows and skips the ones it does not.
/// </summary>
public static class ClientMessageReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 8 };

    // In the order of Field, the commonest first: they are looked for one after the other.
    private static readonly byte[][] Names =
    [
        .. new[]
        {
            "type", "text", "to", "username", "password", "user", "id", "enc", "sealed", "key", "agreement_key", "agreement_signature", "signature", "a", "proof",
        }.Select(System.Text.Encoding.ASCII.GetBytes),
    ];

    private enum Field
    {
        Unknown = -1,
        Type,
        Text,
        To,
        UserName,
        Password,
        User,
        Id,
        Encapsulation,
        Sealed,
        Key,
        AgreementKey,
        AgreementSignature,
        Signature,
        A,
        Proof,
        Count,
    }

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

        var fields = default(Fields);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = FieldOf(reader);
            reader.Read();
            if (name == Field.Unknown)
            {
                reader.Skip();
            }
            else if (reader.TokenType == JsonTokenType.String)
            {
                fields[(int)name] = reader.GetString();
            }
            else if (reader.TokenType == JsonTokenType.Null)
            {
                fields[(int)name] = null;
            }
            else
            {
                return null;
            }
        }

        // Nothing but white space may follow the object: Read throws if anything else does.
        return reader.Read() ? null : Compose(fields);
    }

    private static Field FieldOf(in Utf8JsonReader reader)
    {
        for (var i = 0; i < Names.Length; i++)
        {
            if (reader.ValueTextEquals(Names[i]))
            {
                return (Field)i;
            }
        }

        return Field.Unknown;
    }

    private static ClientMessage? Compose(in Fields fields) => fields[(int)Field.Type] switch
    {
        "message" when fields[(int)Field.Text] is { } text => new Say(text),
        "pm" when fields[(int)Field.To] is { } to && fields[(int)Field.Text] is { } text => new Whisper(to, text),
        "sealed_pm" when fields[(int)Field.To] is { } to && fields[(int)Field.Id] is { } id
            && fields[(int)Field.Encapsulation] is { } encapsulation && fields[(int)Field.Sealed] is { } ciphertext =>
            new SealedWhisper(to, id, encapsulation, ciphertext),
        "key" when fields[(int)Field.User] is { } user => new AskKey(user),
        "users" => new ListUsers(),
        "ping" => new Ping(),
        "quit" => new Quit(),
        "auth_proof" when fields[(int)Field.Proof] is { } proof => new AuthProof(proof),
        null when fields[(int)Field.UserName] is { } userName => new Login(userName, fields[(int)Field.Password])
        {
            Key = fields[(int)Field.Key],
            AgreementKey = fields[(int)Field.AgreementKey],
            AgreementSignature = fields[(int)Field.AgreementSignature],
            Signature = fields[(int)Field.Signature],
            A = fields[(int)Field.A],
        },
        _ => null,
    };

    /// <summary>The strings that were read, by <see cref="Field"/>: on the stack, since most messages have two of them.</summary>
    [InlineArray((int)Field.Count)]
    private struct Fields
    {
        private string? _first;
    }
}
