using System.Text.Json.Serialization;

namespace LanTalk.Protocol.Messages;

/// <summary>What a client sends to a server: one JSON object a frame. Read with <see cref="ClientMessageReader"/>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Login))]
[JsonDerivedType(typeof(Say), "message")]
[JsonDerivedType(typeof(Whisper), "pm")]
[JsonDerivedType(typeof(ListUsers), "users")]
[JsonDerivedType(typeof(Ping), "ping")]
[JsonDerivedType(typeof(Quit), "quit")]
public abstract record ClientMessage;

/// <summary>The answer to <see cref="AuthRequest"/>; the one message without a type.</summary>
/// <param name="UserName">The name to be known by; see <see cref="UserName"/>.</param>
/// <param name="Password">The server's password, where it asks for one.</param>
public sealed record Login(
    [property: JsonPropertyName("username")] string UserName,
    [property: JsonPropertyName("password")] string? Password) : ClientMessage
{
    /// <summary>Leaves the password out, so that no log can hold it.</summary>
    public override string ToString() => $"Login {{ UserName = {UserName} }}";
}

/// <summary>A text for everybody in the room, or a command when it begins with a single slash.</summary>
public sealed record Say([property: JsonPropertyName("text")] string Text) : ClientMessage;

/// <summary>A text for one user.</summary>
public sealed record Whisper(
    [property: JsonPropertyName("to")] string To,
    [property: JsonPropertyName("text")] string Text) : ClientMessage;

/// <summary>Asks who is online.</summary>
public sealed record ListUsers : ClientMessage;

/// <summary>Asks for a <see cref="Pong"/>: it proves that all before it was handled, and counts as a sign of life.</summary>
public sealed record Ping : ClientMessage;

/// <summary>Says goodbye; the server closes the connection.</summary>
public sealed record Quit : ClientMessage;
