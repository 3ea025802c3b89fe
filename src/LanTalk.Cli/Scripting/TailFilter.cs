using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;

namespace LanTalk.Cli.Scripting;

/// <summary>
/// Selects the events for a person who follows rooms: those of the rooms, from a number of earlier messages on. Used only by the reader.
/// </summary>
/// <param name="rooms">The rooms; none for the lobby.</param>
/// <param name="lines">The number of earlier messages of each room; null for as many as the server shows.</param>
internal sealed class TailFilter(IReadOnlyList<string> rooms, int? lines)
{
    // By room, the last of the earlier messages that are not wanted.
    private readonly Dictionary<string, long> _skipped = [];

    /// <summary>Whether an event is shown.</summary>
    public bool Shows(ChatEvent happened) => happened switch
    {
        Received { Message: RoomMessage message } => Follows(message.Room) && !IsSkipped(message),
        Received { Message: PrivateMessage } => false,
        Received { Message: SystemMessage { Event: SystemEvents.Backlog, Room: var room } } => Follows(room) && lines is null, // it counts messages that are not shown
        Received { Message: SystemMessage { Event: var kind, Room: var room } } => !IsOfARoom(kind) || Follows(room),
        Received => true,
        Entered entered => Enter(entered),
        Missing missing => Follows(missing.Room),
        HistoryReplaced replaced => Follows(replaced.Room),
        ConnectionLost or ConnectionBack => true,
        _ => false,
    };

    private bool Enter(Entered entered)
    {
        var state = entered.State;
        _skipped.Remove(state.Room);
        if (!entered.IsReturn && lines is { } count)
        {
            _skipped[state.Room] = state.Id - count;
        }

        return Follows(state.Room);
    }

    private bool IsSkipped(RoomMessage message) =>
        message.Id is { } id && _skipped.TryGetValue(message.Room ?? RoomName.Lobby, out var last) && id <= last;

    private bool Follows(string? room) => rooms.Count == 0 ? (room ?? RoomName.Lobby) == RoomName.Lobby
        : rooms.Contains(room ?? RoomName.Lobby, StringComparer.Ordinal);

    private static bool IsOfARoom(string? kind) =>
        kind is SystemEvents.Join or SystemEvents.Leave or SystemEvents.Crowd or SystemEvents.Nick or SystemEvents.Topic
            or SystemEvents.Unsend;
}
