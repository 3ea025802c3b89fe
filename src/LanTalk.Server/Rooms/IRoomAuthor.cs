using LanTalk.Server.Users;

namespace LanTalk.Server.Rooms;

/// <summary>The author of messages in a room. Its methods are called in the room's turn: they must not block and must not throw.</summary>
internal interface IRoomAuthor
{
    /// <summary>The user; null for the operator.</summary>
    User? User { get; }

    /// <summary>A message was not stored, and nobody saw it.</summary>
    /// <param name="reason">The reason, for a person.</param>
    /// <param name="nonce">The nonce of the message; null if it had none.</param>
    void NotPosted(string reason, string? nonce);

    /// <summary>A message that announces a share was stored and shown.</summary>
    /// <param name="id">The message's id.</param>
    void Announced(long id)
    {
        // Users learn it from the echo.
    }

    /// <summary>A message with this nonce was posted before; it is not posted again.</summary>
    /// <param name="nonce">The nonce.</param>
    /// <param name="id">The message's id.</param>
    void PostedBefore(string nonce, long id);
}
