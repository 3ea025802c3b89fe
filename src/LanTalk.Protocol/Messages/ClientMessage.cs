using System.Text.Json.Serialization;

namespace LanTalk.Protocol.Messages;

/// <summary>What a client sends to a server: one JSON object a frame. Read with <see cref="ClientMessageReader"/>.</summary>
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
[JsonDerivedType(typeof(Invite), "invite")]
[JsonDerivedType(typeof(Ping), "ping")]
[JsonDerivedType(typeof(Quit), "quit")]
public abstract record ClientMessage;

/// <summary>The answer to <see cref="AuthRequest"/>; the one message without a type.</summary>
/// <param name="UserName">The name to be known by; see <see cref="UserName"/>.</param>
/// <param name="Password">Version 2: the server's password, where it asks for one. Version 3 never sends it.</param>
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

    /// <summary>Version 3: the client's public value of SRP, where the server asks for a password.</summary>
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
    /// <summary>Version 3: where it is said; null for the lobby.</summary>
    [JsonPropertyName("room")]
    public string? Room { get; init; }

    /// <summary>Version 3: the client's own mark, which comes back with the acknowledgement; see <see cref="Messages.Nonce"/>.</summary>
    [JsonPropertyName("nonce")]
    public string? Nonce { get; init; }
}

/// <summary>Enters a room. With <paramref name="Epoch"/> and <paramref name="Since"/>, goes on where the client was.</summary>
/// <param name="Room">The room.</param>
/// <param name="Epoch">The epoch that <paramref name="Since"/> belongs to.</param>
/// <param name="Since">The last message that the client has; null for a newcomer.</param>
public sealed record JoinRoom(
    [property: JsonPropertyName("room")] string Room,
    [property: JsonPropertyName("epoch")] string? Epoch = null,
    [property: JsonPropertyName("since")] long? Since = null) : ClientMessage
{
    /// <summary>Whether the room is made if it is not there; null is yes.</summary>
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
    /// <summary>Version 3: as <see cref="Say.Nonce"/>.</summary>
    [JsonPropertyName("nonce")]
    public string? Nonce { get; init; }
}

/// <summary>Confirms a private message that has an id: it need not come again.</summary>
public sealed record Got([property: JsonPropertyName("id")] string Id) : ClientMessage;

/// <summary>A text for one user that the server cannot read; see <see cref="Security.PrivateSeal"/>.</summary>
/// <param name="To">The user.</param>
/// <param name="Id">Random, 16 bytes: a message that comes twice is shown once.</param>
/// <param name="Encapsulation">What the recipient opens it with, 32 bytes.</param>
/// <param name="Ciphertext">The sealed text.</param>
public sealed record SealedWhisper(
    [property: JsonPropertyName("to")] string To,
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("enc")] string Encapsulation,
    [property: JsonPropertyName("sealed")] string Ciphertext) : ClientMessage;

/// <summary>Asks for the keys of a user; answered with <see cref="KeyAnswer"/>.</summary>
public sealed record AskKey([property: JsonPropertyName("user")] string User) : ClientMessage;

/// <summary>Asks who is online.</summary>
public sealed record ListUsers : ClientMessage;

/// <summary>Version 3: asks who is there and what commands there are; answered by an <see cref="Overview"/>.</summary>
public sealed record AskOverview : ClientMessage;

/// <summary>Version 3: asks who is in a room; answered by <see cref="MemberNews"/>, with the list and then with what changes.</summary>
/// <param name="Room">A room that the session is in; null for the lobby.</param>
public sealed record AskMembers([property: JsonPropertyName("room")] string? Room = null) : ClientMessage;

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

/// <summary>Asks for a <see cref="Pong"/>: it proves that all before it was handled, and counts as a sign of life.</summary>
public sealed record Ping : ClientMessage;

/// <summary>Says goodbye; the server closes the connection.</summary>
public sealed record Quit : ClientMessage;
