using LanTalk.Protocol.Names;
using LanTalk.Terminal.Prompts;

namespace LanTalk.Cli.Chatting;

/// <summary>
/// The rooms that the user is in, in the order of their numbers, and which of them is shown. Guarded by its owner, but for the names, which
/// anybody may ask for.
/// </summary>
internal sealed class ChatWindows
{
    private readonly List<ChatWindow> _all = [new(RoomName.Lobby)];
    private volatile IReadOnlyList<string> _rooms = [RoomName.Lobby];

    public ChatWindows() => Current = Lobby;

    /// <summary>The names of the rooms. It may be asked for by any thread.</summary>
    public IReadOnlyList<string> Rooms => _rooms;

    /// <summary>All of them, as they are now.</summary>
    public IReadOnlyList<ChatWindow> All => [.. _all];

    /// <summary>The one that is always there.</summary>
    public ChatWindow Lobby => _all[0];

    /// <summary>The one that is shown.</summary>
    public ChatWindow Current { get; set; }

    /// <summary>The number of one, from 1.</summary>
    public int NumberOf(ChatWindow window) => _all.IndexOf(window) + 1;

    /// <summary>The one of a room, which is made if it is not there.</summary>
    public ChatWindow Open(string room)
    {
        var window = _all.Find(window => window.Room == room);
        if (window is null)
        {
            window = new ChatWindow(room);
            _all.Add(window);
            _rooms = [.. _all.Select(each => each.Room)];
        }

        return window;
    }

    /// <summary>Takes the one of a room away; null if it is not there, or the lobby.</summary>
    public ChatWindow? Close(string room)
    {
        if (room == RoomName.Lobby || _all.Find(window => window.Room == room) is not { } closed)
        {
            return null;
        }

        _all.Remove(closed);
        _rooms = [.. _all.Select(each => each.Room)];
        return closed;
    }

    /// <summary>The one that a key leads to; null if there is none.</summary>
    public ChatWindow? At(PlaceKey key)
    {
        if (key.ToNews)
        {
            // Who is called comes first.
            var others = Enumerable.Range(1, _all.Count - 1).Select(step => _all[(_all.IndexOf(Current) + step) % _all.Count]).ToList();
            return others.Find(window => window.IsMentioned) ?? others.Find(window => window.Unread > 0);
        }

        var index = key.Number > 0 ? key.Number - 1 : (_all.IndexOf(Current) + key.Step + _all.Count) % _all.Count;
        return index < _all.Count ? _all[index] : null;
    }
}
