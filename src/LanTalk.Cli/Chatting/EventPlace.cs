using LanTalk.Cli.Lines;
using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;

namespace LanTalk.Cli.Chatting;

/// <summary>Which place an event belongs to; see <see cref="ChatPlace"/>.</summary>
internal static class EventPlace
{
    /// <summary>The room or the private conversation; null for an event that belongs to neither, and is shown wherever the user is.</summary>
    public static string? Of(ChatEvent happened) => happened switch
    {
        Received { Message: RoomMessage message } => message.Room ?? RoomName.Lobby,
        Received { Message: PrivateMessage message } => ChatPlace.Private(message.FromUser),
        Received { Message: SystemMessage { Event: { } kind } system } when IsOfARoom(kind) => system.Room ?? RoomName.Lobby,
        Entered entered => entered.State.Room,
        Missing missing => missing.Room,
        HistoryReplaced replaced => replaced.Room,
        Delivered { What.To: { } to } => ChatPlace.Private(to),
        Delivered { What.Room: var said } => said ?? RoomName.Lobby,
        Said { What.To: { } to } => ChatPlace.Private(to),
        _ => null,
    };

    private static bool IsOfARoom(string kind) => kind is SystemEvents.Join or SystemEvents.Leave or SystemEvents.Crowd or SystemEvents.Topic
        or SystemEvents.Backlog or SystemEvents.Unsend;
}
