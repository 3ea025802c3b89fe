using LanTalk.Server.Users;

namespace LanTalk.Server.Rooms;

/// <summary>Whoever says something in a room. Its methods are called in the room's turn: they must not block and must not throw.</summary>
internal interface IRoomAuthor
{
    /// <summary>Who it is; null for the operator.</summary>
    User? User { get; }

    /// <summary>A message was not kept, and nobody saw it.</summary>
    /// <param name="reason">Why, for a person.</param>
    /// <param name="nonce">The nonce of the message; null if it had none.</param>
    void NotPosted(string reason, string? nonce);

    /// <summary>A message with this nonce was posted before; it is not posted again.</summary>
    /// <param name="nonce">The nonce.</param>
    /// <param name="id">The number that the message has.</param>
    void PostedBefore(string nonce, long id);
}
