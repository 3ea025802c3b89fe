using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;

namespace LanTalk.Client;

/// <summary>What a <see cref="ChatClient"/> has to tell.</summary>
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
public sealed record NotOpened(string Timestamp, string From) : ChatEvent;
