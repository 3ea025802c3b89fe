using LanTalk.Client.Addresses;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;

namespace LanTalk.Client.Events;

/// <summary>An event of a session.</summary>
public abstract record ChatEvent;

/// <summary>The server sent a message; for a sealed one, this is its content.</summary>
public sealed record Received(ServerMessage Message) : ChatEvent;

/// <summary>A user has another key than before. Raised before any message to or from that key.</summary>
/// <param name="User">The name.</param>
/// <param name="Key">The key in use from now on.</param>
public sealed record UserKeyChanged(string User, UserIdentity Key) : ChatEvent;

/// <summary>A sealed message arrived that this user's key does not open, or that is not what it claims to be.</summary>
/// <param name="Timestamp">Its time.</param>
/// <param name="From">The sender, according to the server.</param>
public sealed record NotOpened(string Timestamp, string From) : ChatEvent
{
    /// <summary>Its time, in milliseconds since 1970, UTC; null if the server did not say.</summary>
    public long? At { get; init; }
}

/// <summary>The user is in a room now, or again.</summary>
/// <param name="State">The server's description of it.</param>
/// <param name="IsReturn">Whether the user was in it before this connection.</param>
public sealed record Entered(RoomState State, bool IsReturn) : ChatEvent;

/// <summary>A message of the user's was sent, and nothing will confirm it, as in version 2.</summary>
public sealed record Said(Outgoing What) : ChatEvent;

/// <summary>
/// The server acknowledged a message of the user's. A message posted in a room has no such event: its echo, in the room's order, is the
/// acknowledgement.
/// </summary>
/// <param name="What">The message.</param>
/// <param name="By">The server's acknowledgement.</param>
public sealed record Delivered(Outgoing What, Acknowledgement By) : ChatEvent;

/// <summary>The server has carried out a command, or has explained in an earlier message why not.</summary>
/// <param name="What">The command.</param>
/// <param name="By">The server's acknowledgement.</param>
public sealed record Answered(Outgoing What, Acknowledgement By) : ChatEvent;

/// <summary>A message of the user's was not delivered, and will not be.</summary>
/// <param name="What">The message; sending it again is up to the user.</param>
/// <param name="Reason">The reason, for a person. Null if <paramref name="Private"/> says it.</param>
/// <param name="Private">The reason why a private message was not sent.</param>
/// <param name="By">The server's refusal, if the server refused.</param>
public sealed record NotSent(Outgoing What, string? Reason, PrivateDelivery? Private = null, SystemMessage? By = null) : ChatEvent;

/// <summary>The connection is lost; the session tries to reconnect by itself.</summary>
public sealed record ConnectionLost : ChatEvent;

/// <summary>The session is back, and has caught up with the messages posted in the meantime.</summary>
/// <param name="Welcome">The server's new welcome.</param>
/// <param name="Server">Its current address.</param>
public sealed record ConnectionBack(AuthOk Welcome, ServerAddress Server) : ChatEvent;

/// <summary>Messages posted in the meantime are not kept any more.</summary>
/// <param name="Room">The room.</param>
/// <param name="Count">How many.</param>
public sealed record Missing(string Room, long Count) : ChatEvent;

/// <summary>A room has another history than before. The messages that follow are the end of that one.</summary>
public sealed record HistoryReplaced(string Room) : ChatEvent;

/// <summary>Earlier events were shown: the server may be told not to send the message again. Callers of a session do not see it.</summary>
internal sealed record Confirm(string Id) : ChatEvent;
