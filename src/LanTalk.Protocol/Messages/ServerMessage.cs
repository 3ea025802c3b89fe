using System.Text.Json.Serialization;

namespace LanTalk.Protocol.Messages;

/// <summary>
/// A message from a server to a client: one JSON object a frame. <c>ts</c> is the server's local time as <c>HH:mm</c>. Fields beyond those of version
/// 2 are optional and left out when null; a client ignores fields it does not know.
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
[JsonDerivedType(typeof(HistoryPage), "history")]
[JsonDerivedType(typeof(Found), "found")]
[JsonDerivedType(typeof(Invitation), "invitation")]
[JsonDerivedType(typeof(Ticket), "ticket")]
[JsonDerivedType(typeof(ShareList), "files")]
[JsonDerivedType(typeof(Pong), "pong")]
public abstract record ServerMessage;

/// <summary>The first message on a connection: the server asks for a login.</summary>
public sealed record AuthRequest(
    [property: JsonPropertyName("ts")] string Timestamp,
    [property: JsonPropertyName("needs_password")] bool NeedsPassword) : ServerMessage
{
    /// <summary>Version 3: the server's name, sent before the login.</summary>
    [JsonPropertyName("server_name")]
    public string? ServerName { get; init; }

    /// <summary>Version 3: random, 32 bytes, drawn for this login.</summary>
    [JsonPropertyName("nonce")]
    public string? Nonce { get; init; }

    /// <summary>Version 3: the salt of the password's verifier, 16 bytes, if there is a password.</summary>
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
/// <param name="ServerName">The server's display name; the server is a participant itself.</param>
/// <param name="RateLimit">How much one session may send, such as <c>10/5s</c>; null for no limit.</param>
/// <param name="MaxText">The longest text in UTF-8 bytes; null for no limit.</param>
/// <param name="IdleTimeout">After this much silence, such as <c>5m</c>, the session is closed; <c>0</c> for never.</param>
public sealed record AuthOk(
    [property: JsonPropertyName("ts")] string Timestamp,
    [property: JsonPropertyName("username")] string UserName,
    [property: JsonPropertyName("server_name")] string ServerName,
    [property: JsonPropertyName("rate_limit")] string? RateLimit = null,
    [property: JsonPropertyName("max_text")] int? MaxText = null,
    [property: JsonPropertyName("idle_timeout")] string? IdleTimeout = null) : ServerMessage
{
    /// <summary>Version 3: like <see cref="RateLimit"/>, for queries, if they have a limit of their own; see <see cref="QueryCommands"/>.</summary>
    [JsonPropertyName("query_limit")]
    public string? QueryLimit { get; init; }

    /// <summary>Version 3: proves that the server knows the password too, if there is one.</summary>
    [JsonPropertyName("proof")]
    public string? Proof { get; init; }
}

/// <summary>The login was refused; the server closes the connection.</summary>
/// <param name="Timestamp">Local time of the server.</param>
/// <param name="Reason">The reason, for a person.</param>
/// <param name="Code">The reason, for a program: one of <see cref="AuthFailCodes"/>.</param>
public sealed record AuthFail(
    [property: JsonPropertyName("ts")] string Timestamp,
    [property: JsonPropertyName("reason")] string Reason,
    [property: JsonPropertyName("code")] string? Code = null) : ServerMessage;

/// <summary>A text that a user posted in the room.</summary>
/// <param name="Timestamp">Local time of the server.</param>
/// <param name="User">Its author.</param>
/// <param name="Text">The text.</param>
/// <param name="Action">True for <c>/me</c>: the text says what the user does.</param>
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

    /// <summary>Its room; null for the lobby.</summary>
    [JsonPropertyName("room")]
    public string? Room { get; init; }

    /// <summary>The nonce from its sender; null if it has none.</summary>
    [JsonPropertyName("nonce")]
    public string? Nonce { get; init; }

    /// <summary>True if a bot said it; null for people.</summary>
    [JsonPropertyName("bot")]
    public bool? Bot { get; init; }

    /// <summary>The share that it announces; null for a text.</summary>
    [JsonPropertyName("share")]
    public ShareFacts? Share { get; init; }
}

/// <summary>Version 3: a session's position in a room. The messages after <paramref name="Since"/> follow.</summary>
/// <param name="Timestamp">Local time of the server.</param>
/// <param name="Room">The room, the lobby included.</param>
/// <param name="Epoch">Drawn when the room was created: another epoch is another history, whatever the numbers.</param>
/// <param name="Since">The message after this one comes next.</param>
/// <param name="Id">The last message there was: a client that has it has caught up.</param>
/// <param name="Topic">The room's topic; null if it has none.</param>
public sealed record RoomState(
    [property: JsonPropertyName("ts")] string Timestamp,
    [property: JsonPropertyName("room")] string Room,
    [property: JsonPropertyName("epoch")] string Epoch,
    [property: JsonPropertyName("since")] long Since,
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("topic")] string? Topic = null) : ServerMessage;

/// <summary>
/// Version 3: a private message was accepted, or a room's message had been posted before. (A message posted now is acknowledged by its echo, a
/// <see cref="RoomMessage"/>.)
/// </summary>
/// <param name="Timestamp">Local time of the server.</param>
/// <param name="Nonce">The nonce of the acknowledged message.</param>
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

/// <summary>A message from the server itself: an event in the room, a reply to a command, a warning.</summary>
/// <param name="Timestamp">Local time of the server.</param>
/// <param name="Text">The whole message, for a person.</param>
/// <param name="Event">The event, for a program: one of <see cref="SystemEvents"/>.</param>
/// <param name="User">The user that it concerns.</param>
/// <param name="Name">For <see cref="SystemEvents.Nick"/>, the new name.</param>
public sealed record SystemMessage(
    [property: JsonPropertyName("ts")] string Timestamp,
    [property: JsonPropertyName("text")] string Text,
    [property: JsonPropertyName("event")] string? Event = null,
    [property: JsonPropertyName("user")] string? User = null,
    [property: JsonPropertyName("name")] string? Name = null) : ServerMessage
{
    /// <summary>The room that it belongs to; null for the lobby, and for no room.</summary>
    [JsonPropertyName("room")]
    public string? Room { get; init; }

    /// <summary>For a line of an answer that quotes a message: when that was posted, in milliseconds since 1970, UTC. In version 2 the text has the time.</summary>
    [JsonPropertyName("at")]
    public long? At { get; init; }

    /// <summary>For <see cref="SystemEvents.Refused"/>: the nonce of the refused message, if it had one.</summary>
    [JsonPropertyName("nonce")]
    public string? Nonce { get; init; }

    /// <summary>For <see cref="SystemEvents.Topic"/>: the new topic; null if there is none any more.</summary>
    [JsonPropertyName("topic")]
    public string? Topic { get; init; }

    /// <summary>For <see cref="SystemEvents.Unsend"/>: the number of the share.</summary>
    [JsonPropertyName("share")]
    public long? Share { get; init; }
}

/// <summary>The answer to <see cref="Ping"/>.</summary>
public sealed record Pong([property: JsonPropertyName("ts")] string Timestamp) : ServerMessage;

/// <summary>Version 3: the users online and the commands, for completion and a status line; the answer to <see cref="AskOverview"/>.</summary>
/// <param name="Timestamp">Local time of the server.</param>
/// <param name="Online">How many users are online, including the server itself.</param>
/// <param name="Users">Their names; in a large crowd, some of them.</param>
/// <param name="Commands">The commands that a user may use, by name.</param>
public sealed record Overview(
    [property: JsonPropertyName("ts")] string Timestamp,
    [property: JsonPropertyName("online")] int Online,
    [property: JsonPropertyName("users")] IReadOnlyList<string> Users,
    [property: JsonPropertyName("commands")] IReadOnlyList<CommandInfo> Commands) : ServerMessage
{
    /// <summary>The rooms there are, the lobby first; of very many, some.</summary>
    [JsonPropertyName("rooms")]
    public IReadOnlyList<RoomInfo>? Rooms { get; init; }
}

/// <summary>A room that the server has.</summary>
/// <param name="Room">Its name.</param>
/// <param name="Users">How many users are in it; in the lobby, the server's name counts.</param>
/// <param name="Topic">What it is about; null if nobody has said so.</param>
public sealed record RoomInfo(
    [property: JsonPropertyName("room")] string Room,
    [property: JsonPropertyName("users")] int Users,
    [property: JsonPropertyName("topic")] string? Topic = null);

/// <summary>A command that the server has.</summary>
/// <param name="Name">Its name without the slash.</param>
/// <param name="Arguments">The form of its arguments, such as <c>&lt;user&gt; [reason]</c>; empty if it takes none.</param>
/// <param name="Help">What it does, in one sentence.</param>
/// <param name="Bot">The name of the bot whose command it is; null for the server's own.</param>
public sealed record CommandInfo(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("arguments")] string Arguments,
    [property: JsonPropertyName("help")] string Help,
    [property: JsonPropertyName("bot")] string? Bot = null);
