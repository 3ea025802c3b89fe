using System.Text.Json.Serialization;

namespace LanTalk.Protocol.Messages;

/// <summary>
/// What a server sends to a client: one JSON object a frame. <c>ts</c> is the server's local time as <c>HH:mm</c>.
/// Fields beyond those of version 2 are optional and left out when null; a client ignores fields it does not know.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(AuthRequest), "auth_request")]
[JsonDerivedType(typeof(AuthChallenge), "auth_challenge")]
[JsonDerivedType(typeof(AuthOk), "auth_ok")]
[JsonDerivedType(typeof(AuthFail), "auth_fail")]
[JsonDerivedType(typeof(RoomState), "room")]
[JsonDerivedType(typeof(RoomMessage), "message")]
[JsonDerivedType(typeof(Acknowledgement), "ack")]
[JsonDerivedType(typeof(PrivateMessage), "pm")]
[JsonDerivedType(typeof(SealedPrivateMessage), "sealed_pm")]
[JsonDerivedType(typeof(KeyAnswer), "key")]
[JsonDerivedType(typeof(SystemMessage), "system")]
[JsonDerivedType(typeof(Overview), "overview")]
[JsonDerivedType(typeof(MemberNews), "members")]
[JsonDerivedType(typeof(Invitation), "invitation")]
[JsonDerivedType(typeof(Pong), "pong")]
public abstract record ServerMessage;

/// <summary>The first message on a connection: the server asks who is there.</summary>
public sealed record AuthRequest(
    [property: JsonPropertyName("ts")] string Timestamp,
    [property: JsonPropertyName("needs_password")] bool NeedsPassword) : ServerMessage
{
    /// <summary>Version 3: the server's name, known before the login.</summary>
    [JsonPropertyName("server_name")]
    public string? ServerName { get; init; }

    /// <summary>Version 3: random, 32 bytes, drawn for this login.</summary>
    [JsonPropertyName("nonce")]
    public string? Nonce { get; init; }

    /// <summary>Version 3: the salt of the password's verifier, 16 bytes, where there is a password.</summary>
    [JsonPropertyName("salt")]
    public string? Salt { get; init; }
}

/// <summary>Version 3: the server's public value of SRP; the client answers with <see cref="AuthProof"/>.</summary>
public sealed record AuthChallenge(
    [property: JsonPropertyName("ts")] string Timestamp,
    [property: JsonPropertyName("b")] string B) : ServerMessage;

/// <summary>The login succeeded.</summary>
/// <param name="Timestamp">Local time of the server.</param>
/// <param name="UserName">The name the user now has.</param>
/// <param name="ServerName">The server's display name, itself a participant.</param>
/// <param name="RateLimit">How much one session may send, such as <c>10/5s</c>; null where there is no limit.</param>
/// <param name="MaxText">The longest text in UTF-8 bytes; null where there is no limit.</param>
/// <param name="IdleTimeout">After so long a silence, such as <c>5m</c>, the session is closed; <c>0</c> if it never is.</param>
public sealed record AuthOk(
    [property: JsonPropertyName("ts")] string Timestamp,
    [property: JsonPropertyName("username")] string UserName,
    [property: JsonPropertyName("server_name")] string ServerName,
    [property: JsonPropertyName("rate_limit")] string? RateLimit = null,
    [property: JsonPropertyName("max_text")] int? MaxText = null,
    [property: JsonPropertyName("idle_timeout")] string? IdleTimeout = null) : ServerMessage
{
    /// <summary>Version 3: as <see cref="RateLimit"/>, for questions, which have a limit of their own; see <see cref="QueryCommands"/>.</summary>
    [JsonPropertyName("query_limit")]
    public string? QueryLimit { get; init; }

    /// <summary>Version 3: proves that the server knows the password too, where there is one.</summary>
    [JsonPropertyName("proof")]
    public string? Proof { get; init; }
}

/// <summary>The login was refused; the server closes the connection.</summary>
/// <param name="Timestamp">Local time of the server.</param>
/// <param name="Reason">Why, for a person.</param>
/// <param name="Code">Why, for a program: one of <see cref="AuthFailCodes"/>.</param>
public sealed record AuthFail(
    [property: JsonPropertyName("ts")] string Timestamp,
    [property: JsonPropertyName("reason")] string Reason,
    [property: JsonPropertyName("code")] string? Code = null) : ServerMessage;

/// <summary>A text that somebody said in the room.</summary>
/// <param name="Timestamp">Local time of the server.</param>
/// <param name="User">Who said it.</param>
/// <param name="Text">What was said.</param>
/// <param name="Action">True for <c>/me</c>: the text tells what the user does.</param>
public sealed record RoomMessage(
    [property: JsonPropertyName("ts")] string Timestamp,
    [property: JsonPropertyName("user")] string User,
    [property: JsonPropertyName("text")] string Text,
    [property: JsonPropertyName("action")] bool? Action = null) : ServerMessage
{
    /// <summary>The message's number in its room, from 1 on.</summary>
    [JsonPropertyName("id")]
    public long? Id { get; init; }

    /// <summary>When it was posted, in milliseconds since 1970, UTC.</summary>
    [JsonPropertyName("at")]
    public long? At { get; init; }

    /// <summary>Where it was said; null for the lobby.</summary>
    [JsonPropertyName("room")]
    public string? Room { get; init; }

    /// <summary>The mark that its sender gave it; null if it has none.</summary>
    [JsonPropertyName("nonce")]
    public string? Nonce { get; init; }
}

/// <summary>Version 3: a session's place in a room. What follows are the messages after <paramref name="Since"/>.</summary>
/// <param name="Timestamp">Local time of the server.</param>
/// <param name="Room">The room, the lobby included.</param>
/// <param name="Epoch">Drawn when the room was made: another epoch is another history, whatever the numbers.</param>
/// <param name="Since">The message after this one comes next.</param>
/// <param name="Id">The last message there was: who has it has caught up.</param>
/// <param name="Topic">What the room is about; null if nobody has said so.</param>
public sealed record RoomState(
    [property: JsonPropertyName("ts")] string Timestamp,
    [property: JsonPropertyName("room")] string Room,
    [property: JsonPropertyName("epoch")] string Epoch,
    [property: JsonPropertyName("since")] long Since,
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("topic")] string? Topic = null) : ServerMessage;

/// <summary>
/// Version 3: a private message was taken, or a room's message had been posted before. (What is posted now is acknowledged by
/// its echo, a <see cref="RoomMessage"/>.)
/// </summary>
/// <param name="Timestamp">Local time of the server.</param>
/// <param name="Nonce">The mark of what is acknowledged.</param>
public sealed record Acknowledgement(
    [property: JsonPropertyName("ts")] string Timestamp,
    [property: JsonPropertyName("nonce")] string Nonce) : ServerMessage
{
    /// <summary>The number of a room's message.</summary>
    [JsonPropertyName("id")]
    public long? Id { get; init; }

    /// <summary>True for a private message whose recipient is offline.</summary>
    [JsonPropertyName("waits")]
    public bool? Waits { get; init; }
}

/// <summary>A text for this user alone.</summary>
public sealed record PrivateMessage(
    [property: JsonPropertyName("ts")] string Timestamp,
    [property: JsonPropertyName("from_user")] string FromUser,
    [property: JsonPropertyName("text")] string Text) : ServerMessage
{
    /// <summary>When it was sent, in milliseconds since 1970, UTC; null where version 2 does not say.</summary>
    [JsonPropertyName("at")]
    public long? At { get; init; }

    /// <summary>Version 3: what the recipient confirms it by; see <see cref="Got"/>.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Whether it came as <see cref="SealedPrivateMessage"/> and was opened. Only a client sets it; it is never read from the wire.</summary>
    [JsonIgnore]
    public bool IsSealed { get; init; }

    /// <summary><see cref="IsSealed"/> for whoever reads a client's output. Without a setter, no server can set it.</summary>
    [JsonPropertyName("sealed")]
    public bool? Sealed => IsSealed ? true : null;
}

/// <summary>A text for this user alone that the server cannot read; with the sender's keys.</summary>
public sealed record SealedPrivateMessage(
    [property: JsonPropertyName("ts")] string Timestamp,
    [property: JsonPropertyName("from_user")] string FromUser,
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("agreement_key")] string AgreementKey,
    [property: JsonPropertyName("agreement_signature")] string AgreementSignature,
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("enc")] string Encapsulation,
    [property: JsonPropertyName("sealed")] string Ciphertext) : ServerMessage
{
    /// <summary>When it was sent, in milliseconds since 1970, UTC.</summary>
    [JsonPropertyName("at")]
    public long? At { get; init; }
}

/// <summary>The answer to <see cref="AskKey"/>. Without keys: the user's client is older and has none, or nobody has the name.</summary>
/// <param name="Timestamp">Local time of the server.</param>
/// <param name="User">The name that was asked for, as its owner writes it.</param>
/// <param name="IsOnline">Whether a user of that name is online.</param>
public sealed record KeyAnswer(
    [property: JsonPropertyName("ts")] string Timestamp,
    [property: JsonPropertyName("user")] string User,
    [property: JsonPropertyName("online")] bool IsOnline) : ServerMessage
{
    /// <summary>The user's Ed25519 key.</summary>
    [JsonPropertyName("key")]
    public string? Key { get; init; }

    /// <summary>The user's X25519 key.</summary>
    [JsonPropertyName("agreement_key")]
    public string? AgreementKey { get; init; }

    /// <summary>The first key's signature over the second.</summary>
    [JsonPropertyName("agreement_signature")]
    public string? AgreementSignature { get; init; }
}

/// <summary>Something the server has to say: an event in the room, a reply to a command, a warning.</summary>
/// <param name="Timestamp">Local time of the server.</param>
/// <param name="Text">The whole of it, for a person.</param>
/// <param name="Event">What happened, for a program: one of <see cref="SystemEvents"/>.</param>
/// <param name="User">The user it happened to.</param>
/// <param name="Name">For <see cref="SystemEvents.Nick"/>, the new name.</param>
public sealed record SystemMessage(
    [property: JsonPropertyName("ts")] string Timestamp,
    [property: JsonPropertyName("text")] string Text,
    [property: JsonPropertyName("event")] string? Event = null,
    [property: JsonPropertyName("user")] string? User = null,
    [property: JsonPropertyName("name")] string? Name = null) : ServerMessage
{
    /// <summary>The room that it belongs to; null for the lobby, and for what belongs to none.</summary>
    [JsonPropertyName("room")]
    public string? Room { get; init; }

    /// <summary>For <see cref="SystemEvents.Refused"/>: the nonce of what was refused, if it had one.</summary>
    [JsonPropertyName("nonce")]
    public string? Nonce { get; init; }
}

/// <summary>The answer to <see cref="Ping"/>.</summary>
public sealed record Pong([property: JsonPropertyName("ts")] string Timestamp) : ServerMessage;

/// <summary>Version 3: who is there and what commands there are, for completion and a status line; the answer to <see cref="AskOverview"/>.</summary>
/// <param name="Timestamp">Local time of the server.</param>
/// <param name="Online">How many users are online, the server itself counted.</param>
/// <param name="Users">Their names; of very many, some.</param>
/// <param name="Commands">The commands that a user has, by name.</param>
public sealed record Overview(
    [property: JsonPropertyName("ts")] string Timestamp,
    [property: JsonPropertyName("online")] int Online,
    [property: JsonPropertyName("users")] IReadOnlyList<string> Users,
    [property: JsonPropertyName("commands")] IReadOnlyList<CommandInfo> Commands) : ServerMessage;

/// <summary>A command that the server has.</summary>
/// <param name="Name">Its name without the slash.</param>
/// <param name="Arguments">The form of what follows, such as <c>&lt;user&gt; [reason]</c>; empty if nothing may.</param>
/// <param name="Help">What it does, in one sentence.</param>
public sealed record CommandInfo(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("arguments")] string Arguments,
    [property: JsonPropertyName("help")] string Help);
