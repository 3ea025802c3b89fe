using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;

namespace LanTalk.Cli.Texts;

/// <summary>
/// Finds repeated announcements of a new name: the server sends one in each room that the reader shares with the user. Used only by the code that
/// shows them.
/// </summary>
internal sealed class Renames
{
    // Beyond this many, the oldest is forgotten: only somebody who wants to fill this is renamed so often.
    private const int MaxRemembered = 100;

    private readonly Dictionary<(string Former, string Name), HashSet<string>> _rooms = [];
    private readonly Queue<(string Former, string Name)> _order = new();

    /// <summary>Whether an event announces a rename that another room has already announced.</summary>
    public bool IsRepeated(ChatEvent happened)
    {
        if (happened is not Received { Message: SystemMessage { Event: SystemEvents.Nick, User: { } former, Name: { } name, Room: var room } })
        {
            return false;
        }

        if (!_rooms.TryGetValue((former, name), out var rooms))
        {
            Remember((former, name), rooms = []);
        }

        if (rooms.Add(room ?? RoomName.Lobby))
        {
            return rooms.Count > 1;
        }

        // The same rename again in the same room: the user had another name in between.
        rooms.Clear();
        rooms.Add(room ?? RoomName.Lobby);
        return false;
    }

    private void Remember((string Former, string Name) change, HashSet<string> rooms)
    {
        _rooms.Add(change, rooms);
        _order.Enqueue(change);
        if (_order.Count > MaxRemembered)
        {
            _rooms.Remove(_order.Dequeue());
        }
    }
}
