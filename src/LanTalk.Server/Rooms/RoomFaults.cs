using LanTalk.Server.History;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Rooms;

/// <summary>Logs errors in a room's turn; the room goes on after any of them.</summary>
internal sealed partial class RoomFaults(StoreFaults store, ILogger<RoomFaults> logger)
{
    /// <summary>Logs that a batch, or a part of it, was not stored.</summary>
    public void Note(StoreException fault) => store.Note(fault);

    /// <summary>Logs an internal error, which is caught here and nowhere else.</summary>
    public void Note(string room, Exception fault)
    {
        LogFault(room, fault.GetType().Name, fault.Message.ReplaceLineEndings(" "));
        LogDetails(fault);
    }

    [LoggerMessage(LogLevel.Error, "An internal error in the room {Room}: {Kind}: {Cause}")]
    private partial void LogFault(string room, string kind, string cause);

    [LoggerMessage(LogLevel.Debug, "It happened here")]
    private partial void LogDetails(Exception fault);
}
