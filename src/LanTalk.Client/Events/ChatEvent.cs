using LanTalk.Client.Addresses;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;

namespace LanTalk.Client.Events;

/// <summary>What a session has to tell.</summary>
public abstract record ChatEvent;

/// <summary>The server sent a message; of a sealed one, this is what was in it.</summary>
public sealed record Received(ServerMessage Message) : ChatEvent;

/// <summary>A user has another key than before. It comes before anything that is said to or from that key.</summary>
/// <param name="User">The name.</param>
/// <param name="Key">The key that is used from now on.</param>
public sealed record UserKeyChanged(string User, UserIdentity Key) : ChatEvent;

/// <summary>A sealed message came that this user's key does not open, or not as what it claims to be.</summary>
/// <param name="Timestamp">When.</param>
/// <param name="From">Who sent it, as the server says.</param>
public sealed record NotOpened(string Timestamp, string From) : ChatEvent
{
    /// <summary>When, in milliseconds since 1970, UTC; null if the server did not say.</summary>
    public long? At { get; init; }
}

/// <summary>The user is in a room now, or again.</summary>
/// <param name="State">The server's word for it.</param>
/// <param name="IsReturn">Whether it was there before this connection.</param>
public sealed record Entered(RoomState State, bool IsReturn) : ChatEvent;

/// <summary>What the user said was sent, and nothing will confirm it: so it is in version 2.</summary>
public sealed record Said(Outgoing What) : ChatEvent;

/// <summary>
/// The server acknowledged what the user said. What is posted in a room now has no such event: its echo, in the room's order, is the
/// acknowledgement.
/// </summary>
/// <param name="What">What was said.</param>
/// <param name="By">The server's word for it.</param>
public sealed record Delivered(Outgoing What, Acknowledgement By) : ChatEvent;

/// <summary>The server has carried out a command, or has said in a message before this why not.</summary>
/// <param name="What">The command.</param>
/// <param name="By">The server's word for it.</param>
public sealed record Answered(Outgoing What, Acknowledgement By) : ChatEvent;

/// <summary>What the user said reached nobody, and will not.</summary>
/// <param name="What">What was said; to say it again is up to the user.</param>
/// <param name="Reason">Why, for a person. Null if <paramref name="Private"/> tells.</param>
/// <param name="Private">Why a private message was not sent.</param>
/// <param name="By">The server's refusal, if it was the server.</param>
public sealed record NotSent(Outgoing What, string? Reason, PrivateDelivery? Private = null, SystemMessage? By = null) : ChatEvent;

/// <summary>The connection is lost; the session tries to come back by itself.</summary>
public sealed record ConnectionLost : ChatEvent;

/// <summary>The session is back, and has caught up with what was said meanwhile.</summary>
/// <param name="Welcome">What the server says of itself and of the user now.</param>
/// <param name="Server">Where it is now.</param>
public sealed record ConnectionBack(AuthOk Welcome, ServerAddress Server) : ChatEvent;

/// <summary>Messages that were posted meanwhile are not kept any more.</summary>
/// <param name="Room">The room.</param>
/// <param name="Count">How many.</param>
public sealed record Missing(string Room, long Count) : ChatEvent;

/// <summary>A room has another history than before. What follows is the end of that one.</summary>
public sealed record HistoryReplaced(string Room) : ChatEvent;

/// <summary>What was told before this was shown: the server may be told that it need not come again. No caller of a session sees it.</summary>
internal sealed record Confirm(string Id) : ChatEvent;
