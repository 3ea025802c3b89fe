using LanTalk.Server.History;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Rooms;

/// <summary>Logs what goes wrong in a room's turn: whatever it is, the room goes on.</summary>
internal sealed partial class RoomFaults(StoreFaults store, ILogger<RoomFaults> logger)
{
    /// <summary>A batch, or a part of it, was not stored.</summary>
    public void Note(StoreException fault) => store.Note(fault);

    /// <summary>An error of ours, which is caught here and nowhere else.</summary>
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
