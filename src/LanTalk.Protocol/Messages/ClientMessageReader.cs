using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Unicode;

namespace LanTalk.Protocol.Messages;

/// <summary>
/// Reads clients' messages. By hand and not with the serializer: hostile input arrives here, and this is the server's busiest parser, so it makes one
/// pass, accepts only strings for the fields it knows and skips the others.
/// </summary>
public static class ClientMessageReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 8 };

    // In the order of Field, the most common first: they are compared one after the other.
    private static readonly byte[][] Names =
    [
        .. new[]
        {
            "type", "text", "to", "username", "password", "user", "id", "enc", "sealed", "key",
                "agreement_key", "agreement_signature", "signature", "a", "proof",
            "nonce", "room", "epoch", "query", "since", "before", "after", "limit", "uses", "share", "create", "invitation", "invitation_signature", "for", "on", "sealed_share",
        }.Select(System.Text.Encoding.ASCII.GetBytes),
    ];

    // An escape; delete; and the first bytes of the controls U+0080 to U+009F and of the separators and bidi marks from U+2028 on.
    private static readonly SearchValues<byte> NotPlain = SearchValues.Create([(byte)'\\', 0x7f, 0xc2, 0xe2]);

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
        Nonce,
        Room,
        Epoch,
        Query,
        Since,
        Before,
        After,
        Limit,
        Uses,
        Share,
        Create,
        Invitation,
        InvitationSignature,
        For,
        On,
        SealedShare,
        Count,
    }

    /// <summary>The message in a frame; null if it is not a JSON object, lacks a field, or is of an unknown type.</summary>
    public static ClientMessage? Read(in ReadOnlySequence<byte> frame)
    {
        try
        {
            var reader = new Utf8JsonReader(frame, Options);
            return ReadObject(ref reader);
        }
        catch (Exception e) when (IsNoMessage(e))
        {
            return null;
        }
    }

    /// <summary>
    /// Reads a <see cref="Say"/> whose text can be copied into another message byte by byte: it has no escapes, is valid UTF-8, and holds nothing
    /// that <see cref="Text.SafeText"/> would replace. Most messages are of this kind.
    /// </summary>
    /// <param name="frame">The frame.</param>
    /// <param name="say">Its contents, in bytes of the frame.</param>
    /// <returns>False for anything else, valid or not: that is for <see cref="Read"/>.</returns>
    public static bool TryReadPlainSay(ReadOnlySpan<byte> frame, out PlainSay say)
    {
        say = default;
        var isMessage = false;
        try
        {
            var reader = new Utf8JsonReader(frame, Options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = FieldOf(reader);
                if (!reader.Read() || reader.TokenType != JsonTokenType.String)
                {
                    return false;
                }

                switch (name)
                {
                    case Field.Type:
                        isMessage = reader.ValueTextEquals("message"u8);
                        break;
                    case Field.Text:
                        say.Text = reader.ValueSpan;
                        break;
                    case Field.Nonce when Nonce.IsValid(reader.ValueSpan):
                        say.Nonce = reader.ValueSpan;
                        break;
                    case Field.Room when !reader.ValueIsEscaped:
                        say.Room = reader.ValueSpan;
                        break;
                    default:
                        return false;
                }
            }

            return isMessage && !reader.Read() && !say.Text.IsEmpty && !say.Text.ContainsAny(NotPlain) && Utf8.IsValid(say.Text);
        }
        catch (Exception e) when (IsNoMessage(e))
        {
            return false;
        }
    }

    // InvalidOperationException: an escaped lone surrogate, in a name or in a text, which no string can hold.
    private static bool IsNoMessage(Exception e) => e is JsonException or InvalidOperationException;

    private static ClientMessage? ReadObject(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        var fields = default(Fields);
        var numbers = default(Numbers);
        bool? create = null;
        bool? isSealed = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = FieldOf(reader);
            reader.Read();
            if (name == Field.Unknown)
            {
                reader.Skip();
            }
            else if (IsNumber(name) && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number))
            {
                numbers[name - Field.Since] = number;
            }
            else if (name == Field.Create && reader.TokenType is JsonTokenType.True or JsonTokenType.False)
            {
                create = reader.TokenType == JsonTokenType.True;
            }
            else if (name == Field.Sealed && reader.TokenType is JsonTokenType.True or JsonTokenType.False)
            {
                // Of a ticket; of a private message it is a text.
                isSealed = reader.TokenType == JsonTokenType.True;
            }
            else if (!IsNumber(name) && name != Field.Create && reader.TokenType == JsonTokenType.String)
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

        // Only white space may follow the object: Read throws on anything else.
        return reader.Read() ? null : Compose(fields, numbers, create, isSealed);
    }

    private static bool IsNumber(Field field) => field is >= Field.Since and <= Field.Share;

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

    private static ClientMessage? Compose(in Fields fields, in Numbers numbers, bool? create, bool? isSealed) => fields[(int)Field.Type] switch
    {
        "message" when numbers[Field.Share - Field.Since] is { } share =>
            new Say("") { Share = share, Nonce = fields[(int)Field.Nonce], Room = fields[(int)Field.Room] },
        "message" when fields[(int)Field.Text] is { } text => new Say(text) { Nonce = fields[(int)Field.Nonce], Room = fields[(int)Field.Room] },
        "pm" when fields[(int)Field.To] is { } to && fields[(int)Field.Text] is { } text =>
            new Whisper(to, text) { Nonce = fields[(int)Field.Nonce] },
        "sealed_pm" when fields[(int)Field.To] is { } to && fields[(int)Field.Id] is { } id
            && fields[(int)Field.Encapsulation] is { } encapsulation && fields[(int)Field.Sealed] is { } ciphertext =>
            new SealedWhisper(to, id, encapsulation, ciphertext) { Share = fields[(int)Field.SealedShare] },
        "got" when fields[(int)Field.Id] is { } id => new Got(id),
        "join" when fields[(int)Field.Room] is { } room => new JoinRoom(room, fields[(int)Field.Epoch], numbers[0]) { Create = create },
        "leave" when fields[(int)Field.Room] is { } room => new LeaveRoom(room),
        "key" when fields[(int)Field.User] is { } user => new AskKey(user),
        "users" => new ListUsers(),
        "overview" => new AskOverview(),
        "members" => new AskMembers(fields[(int)Field.Room]),
        "history" => new AskHistory(
            fields[(int)Field.Room], numbers[Field.Before - Field.Since], numbers[Field.After - Field.Since], numbers[Field.Limit - Field.Since]),
        "search" when fields[(int)Field.Query] is { } query => new AskSearch(query, fields[(int)Field.Room]),
        "invite" => new Invite
        {
            For = fields[(int)Field.For],
            Uses = numbers[Field.Uses - Field.Since],
            Room = fields[(int)Field.Room],
            On = fields[(int)Field.On],
        },
        "ticket" when fields[(int)Field.Nonce] is { } nonce => new AskTicket(nonce, numbers[Field.Share - Field.Since], isSealed),
        "files" => new AskShares(fields[(int)Field.Room], numbers[Field.Share - Field.Since]),
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
            Invitation = fields[(int)Field.Invitation],
            InvitationSignature = fields[(int)Field.InvitationSignature],
            Epoch = fields[(int)Field.Epoch],
            Since = numbers[0],
        },
        _ => null,
    };

    /// <summary>The strings that were read, by <see cref="Field"/>: on the stack, since most messages have two of them.</summary>
    [InlineArray((int)Field.Count)]
    private struct Fields
    {
        private string? _first;
    }

    /// <summary>The numbers that were read, by <see cref="Field"/> from <see cref="Field.Since"/> on.</summary>
    [InlineArray(Field.Share - Field.Since + 1)]
    private struct Numbers
    {
        private long? _first;
    }
}
