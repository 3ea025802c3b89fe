namespace LanTalk.Server.Rooms;

/// <summary>Somebody who follows a room with a cursor of its own.</summary>
internal interface IRoomReader
{
    /// <summary>Where it stands among the room's readers. Used only by the room.</summary>
    int Place { get; set; }

    /// <summary>In which wire it follows the room; null for the room's own frames.</summary>
    IFrameTranslator? Translator { get; }

    /// <summary>It follows the room from the present end of a log on. Called once, in the room's turn: must not block and must not throw.</summary>
    /// <param name="log">The room's log in the reader's wire; all that was posted before it asked to follow is in it.</param>
    /// <param name="lastId">The last message before that place; 0 if there is none.</param>
    void Begin(RoomLog log, long lastId);

    /// <summary>There may be news. Must not block, must not throw, and may be called by any thread.</summary>
    void Wake();
}
