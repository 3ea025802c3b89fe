using System.Text.Json.Serialization;

namespace LanTalk.Protocol.Messages;

/// <summary>A message from a client to a server: one JSON object a frame. Read with <see cref="ClientMessageReader"/>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Login))]
[JsonDerivedType(typeof(AuthProof), "auth_proof")]
[JsonDerivedType(typeof(Say), "message")]
[JsonDerivedType(typeof(Whisper), "pm")]
[JsonDerivedType(typeof(SealedWhisper), "sealed_pm")]
[JsonDerivedType(typeof(Got), "got")]
[JsonDerivedType(typeof(AskKey), "key")]
[JsonDerivedType(typeof(JoinRoom), "join")]
[JsonDerivedType(typeof(LeaveRoom), "leave")]
[JsonDerivedType(typeof(ListUsers), "users")]
[JsonDerivedType(typeof(AskOverview), "overview")]
[JsonDerivedType(typeof(AskMembers), "members")]
[JsonDerivedType(typeof(AskHistory), "history")]
[JsonDerivedType(typeof(AskSearch), "search")]
[JsonDerivedType(typeof(Invite), "invite")]
[JsonDerivedType(typeof(AskTicket), "ticket")]
[JsonDerivedType(typeof(AskShares), "files")]
[JsonDerivedType(typeof(Ping), "ping")]
[JsonDerivedType(typeof(Quit), "quit")]
public abstract record ClientMessage;

/// <summary>The answer to <see cref="AuthRequest"/>; the one message without a type.</summary>
/// <param name="UserName">The requested name; see <see cref="UserName"/>.</param>
/// <param name="Password">Version 2: the server's password, if it asks for one. Version 3 never sends it.</param>
public sealed record Login(
    [property: JsonPropertyName("username")] string UserName,
    [property: JsonPropertyName("password")] string? Password) : ClientMessage
{
    /// <summary>Version 3: the user's Ed25519 key. Bytes are base64url without padding, here and below.</summary>
    [JsonPropertyName("key")]
    public string? Key { get; init; }

    /// <summary>Version 3: the user's X25519 key.</summary>
    [JsonPropertyName("agreement_key")]
    public string? AgreementKey { get; init; }

    /// <summary>Version 3: the first key's signature over the second.</summary>
    [JsonPropertyName("agreement_signature")]
    public string? AgreementSignature { get; init; }

    /// <summary>Version 3: the signature over this login; see <see cref="Security.LoginTranscript.SignedBytes"/>.</summary>
    [JsonPropertyName("signature")]
    public string? Signature { get; init; }

    /// <summary>Version 3: the client's public value of SRP, if the server asks for a password.</summary>
    [JsonPropertyName("a")]
    public string? A { get; init; }

    /// <summary>Version 3: the public key of an invitation, which takes the place of the password.</summary>
    [JsonPropertyName("invitation")]
    public string? Invitation { get; init; }

    /// <summary>Version 3: the invitation's signature over this login; see <see cref="Security.LoginTranscript.InvitedBytes"/>.</summary>
    [JsonPropertyName("invitation_signature")]
    public string? InvitationSignature { get; init; }

    /// <summary>Version 3: the epoch that <see cref="Since"/> belongs to.</summary>
    [JsonPropertyName("epoch")]
    public string? Epoch { get; init; }

    /// <summary>Version 3: the last message of the lobby that the client has; null for a newcomer.</summary>
    [JsonPropertyName("since")]
    public long? Since { get; init; }

    /// <summary>Leaves the password out, so that no log can hold it.</summary>
    public override string ToString() => $"Login {{ UserName = {UserName} }}";
}

/// <summary>The answer to <see cref="AuthChallenge"/>: proves that the client knows the password.</summary>
public sealed record AuthProof([property: JsonPropertyName("proof")] string Proof) : ClientMessage;

/// <summary>A text for everybody in the room, or a command when it begins with a single slash.</summary>
public sealed record Say([property: JsonPropertyName("text")] string Text) : ClientMessage
{
    /// <summary>Version 3: the share that this announces, in the place of a text, which is then empty; otherwise null.</summary>
    [JsonPropertyName("share")]
    public long? Share { get; init; }

    /// <summary>Version 3: the room that it is for; null for the lobby.</summary>
    [JsonPropertyName("room")]
    public string? Room { get; init; }

    /// <summary>Version 3: the client's nonce, which comes back with the acknowledgement; see <see cref="Messages.Nonce"/>.</summary>
    [JsonPropertyName("nonce")]
    public string? Nonce { get; init; }
}

/// <summary>Enters a room. With <paramref name="Epoch"/> and <paramref name="Since"/>, continues from the client's last message.</summary>
/// <param name="Room">The room.</param>
/// <param name="Epoch">The epoch that <paramref name="Since"/> belongs to.</param>
/// <param name="Since">The last message that the client has; null for a newcomer.</param>
public sealed record JoinRoom(
    [property: JsonPropertyName("room")] string Room,
    [property: JsonPropertyName("epoch")] string? Epoch = null,
    [property: JsonPropertyName("since")] long? Since = null) : ClientMessage
{
    /// <summary>Whether to create the room if it does not exist; null means yes.</summary>
    [JsonPropertyName("create")]
    public bool? Create { get; init; }
}

/// <summary>Leaves a room.</summary>
public sealed record LeaveRoom([property: JsonPropertyName("room")] string Room) : ClientMessage;

/// <summary>A text for one user.</summary>
public sealed record Whisper(
    [property: JsonPropertyName("to")] string To,
    [property: JsonPropertyName("text")] string Text) : ClientMessage
{
    /// <summary>Version 3: like <see cref="Say.Nonce"/>.</summary>
    [JsonPropertyName("nonce")]
    public string? Nonce { get; init; }
}

/// <summary>Confirms a private message that has an id: the server need not send it again.</summary>
public sealed record Got([property: JsonPropertyName("id")] string Id) : ClientMessage;

/// <summary>A text for one user that the server cannot read; see <see cref="Security.PrivateSeal"/>.</summary>
/// <param name="To">The user.</param>
/// <param name="Id">Random, 16 bytes: a message that arrives twice is shown once.</param>
/// <param name="Encapsulation">The public key that the recipient opens it with, 32 bytes.</param>
/// <param name="Ciphertext">The sealed text.</param>
public sealed record SealedWhisper(
    [property: JsonPropertyName("to")] string To,
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("enc")] string Encapsulation,
    [property: JsonPropertyName("sealed")] string Ciphertext) : ClientMessage
{
    /// <summary>The sealed description of a share for that user; null for none.</summary>
    [JsonPropertyName("sealed_share")]
    public string? Share { get; init; }
}

/// <summary>Asks for the keys of a user; answered with <see cref="KeyAnswer"/>.</summary>
public sealed record AskKey([property: JsonPropertyName("user")] string User) : ClientMessage;

/// <summary>Asks who is online.</summary>
public sealed record ListUsers : ClientMessage;

/// <summary>Version 3: asks who is online and which commands there are; answered by an <see cref="Overview"/>.</summary>
public sealed record AskOverview : ClientMessage;

/// <summary>Version 3: asks who is in a room; answered by <see cref="MemberNews"/>, first with the list and then with changes.</summary>
/// <param name="Room">A room that the session is in; null for the lobby.</param>
public sealed record AskMembers([property: JsonPropertyName("room")] string? Room = null) : ClientMessage;

/// <summary>Version 3: asks for messages that were posted before; answered by a <see cref="HistoryPage"/>.</summary>
/// <param name="Room">A room that the session is in; null for the lobby.</param>
/// <param name="Before">The messages before this one; null, with <paramref name="After"/> null too, for the newest.</param>
/// <param name="After">The messages after this one, where <paramref name="Before"/> is null.</param>
/// <param name="Limit">How many at most; null leaves it to the server.</param>
public sealed record AskHistory(
    [property: JsonPropertyName("room")] string? Room = null,
    [property: JsonPropertyName("before")] long? Before = null,
    [property: JsonPropertyName("after")] long? After = null,
    [property: JsonPropertyName("limit")] long? Limit = null) : ClientMessage;

/// <summary>Version 3: searches what was said; answered by <see cref="Found"/>.</summary>
/// <param name="Query">What to look for, as <c>/search</c> takes it.</param>
/// <param name="Room">A room that the session is in, which is searched unless the query names others; null for the lobby.</param>
public sealed record AskSearch(
    [property: JsonPropertyName("query")] string Query,
    [property: JsonPropertyName("room")] string? Room = null) : ClientMessage;

/// <summary>Version 3: asks for an invitation; answered by <see cref="Invitation"/>.</summary>
public sealed record Invite : ClientMessage
{
    /// <summary>How long it lets users in, such as <c>1h</c>; null for the server's usual time.</summary>
    [JsonPropertyName("for")]
    public string? For { get; init; }

    /// <summary>How many users it lets in; null for the server's usual number.</summary>
    [JsonPropertyName("uses")]
    public long? Uses { get; init; }

    /// <summary>The room that those who use it enter; null for the lobby.</summary>
    [JsonPropertyName("room")]
    public string? Room { get; init; }

    /// <summary>The server's address in the link; null for the one that others most likely reach.</summary>
    [JsonPropertyName("on")]
    public string? On { get; init; }
}

/// <summary>Asks for a <see cref="Pong"/>: it proves that everything before it was handled, and counts as a sign of life.</summary>
public sealed record Ping : ClientMessage;

/// <summary>Says goodbye; the server closes the connection.</summary>
public sealed record Quit : ClientMessage;
