namespace LanTalk.Server.Rooms;

/// <summary>Somebody who follows a room with a cursor of its own.</summary>
internal interface IRoomReader
{
    /// <summary>Where it stands among the room's readers. Used only by the room.</summary>
    int Place { get; set; }

    /// <summary>It follows the room from here on. Called once, in the room's turn: must not block and must not throw.</summary>
    /// <param name="cursor">Behind all that was posted before it asked to follow.</param>
    /// <param name="lastId">The last message before that place; 0 if there is none.</param>
    void Begin(LogCursor cursor, long lastId);

    /// <summary>There may be news. Must not block, must not throw, and may be called by any thread.</summary>
    void Wake();
}
