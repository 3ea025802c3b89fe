namespace LanTalk.Server.Rooms;

/// <summary>A reader that follows a room with its own cursor.</summary>
internal interface IRoomReader
{
    /// <summary>Its index in the room's list of readers. Used only by the room.</summary>
    int Index { get; set; }

    /// <summary>Translates the room's frames for it; null if it reads them unchanged.</summary>
    IFrameTranslator? Translator { get; }

    /// <summary>
    /// Starts to follow the room from the present end of a log on. Called once, in the room's turn: must not block and must not throw.
    /// </summary>
    /// <param name="log">The room's log in the reader's wire; it holds everything that was posted before the reader asked to follow.</param>
    /// <param name="lastId">The last message before that position; 0 if there is none.</param>
    void Begin(RoomLog log, long lastId);

    /// <summary>There may be news. Must not block, must not throw, and may be called by any thread.</summary>
    void Wake();
}
