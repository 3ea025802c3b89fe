using LanTalk.Server.Sessions;

namespace LanTalk.Server.Rooms;

/// <summary>Whoever says something in a room.</summary>
internal interface IRoomAuthor
{
    /// <summary>Who it is; null for the operator.</summary>
    User? User { get; }

    /// <summary>A message was not kept, and nobody saw it. Called in the room's turn: must not block and must not throw.</summary>
    /// <param name="reason">Why, for a person.</param>
    void NotPosted(string reason);
}
