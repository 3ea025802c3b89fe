using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;

namespace LanTalk.Cli.Chatting;

/// <summary>Which room an event belongs to.</summary>
internal static class EventRoom
{
    /// <summary>The room's name; null for what belongs to none, and is shown wherever the user is.</summary>
    public static string? Of(ChatEvent happened) => happened switch
    {
        Received { Message: RoomMessage message } => message.Room ?? RoomName.Lobby,
        Received { Message: SystemMessage { Event: SystemEvents.Join or SystemEvents.Leave or SystemEvents.Crowd or SystemEvents.Topic or SystemEvents.Backlog } system } =>
            system.Room ?? RoomName.Lobby,
        Entered entered => entered.State.Room,
        Missing missing => missing.Room,
        HistoryReplaced replaced => replaced.Room,
        Delivered { What.To: null, What.Room: var said } => said ?? RoomName.Lobby,
        _ => null,
    };
}
