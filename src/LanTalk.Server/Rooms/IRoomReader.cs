namespace LanTalk.Server.Rooms;

/// <summary>Somebody who follows a room with a cursor of its own.</summary>
internal interface IRoomReader
{
    /// <summary>Where it stands among the room's readers. Used only by the room.</summary>
    int Place { get; set; }

    /// <summary>There may be news. Must not block, must not throw, and may be called by any thread.</summary>
    void Wake();
}
