using LanTalk.Cli.Lines;
using LanTalk.Protocol.Names;
using LanTalk.Terminal.Prompts;

namespace LanTalk.Cli.Chatting;

/// <summary>
/// The rooms that the user is in and the private conversations, in the order of their numbers, and which of them is shown. Guarded by its owner,
/// except for the names, which any thread may read.
/// </summary>
internal sealed class ChatWindows
{
    /// <summary>How many private conversations can have windows: a server that invents names cannot fill the memory.</summary>
    public const int MaxPrivate = 50;

    private readonly List<ChatWindow> _all = [new(RoomName.Lobby)];
    private volatile IReadOnlyList<string> _places = [RoomName.Lobby];

    public ChatWindows() => Current = Lobby;

    /// <summary>The places of all of them; see <see cref="ChatPlace"/>. May be read by any thread.</summary>
    public IReadOnlyList<string> Places => _places;

    /// <summary>The names of the rooms. May be read by any thread.</summary>
    public IReadOnlyList<string> Rooms => [.. _places.Where(place => ChatPlace.UserOf(place) is null)];

    /// <summary>A snapshot of all of them.</summary>
    public IReadOnlyList<ChatWindow> All => [.. _all];

    /// <summary>The one that is always there.</summary>
    public ChatWindow Lobby => _all[0];

    /// <summary>The one that is shown.</summary>
    public ChatWindow Current { get; set; }

    /// <summary>The number of a window, from 1.</summary>
    public int NumberOf(ChatWindow window) => _all.IndexOf(window) + 1;

    /// <summary>The window of a place, made if needed; the current one if there are too many private conversations.</summary>
    public ChatWindow Open(string place)
    {
        if (Find(place) is { } known)
        {
            return known;
        }

        var window = new ChatWindow(place);
        if (window.IsPrivate && _all.Count(other => other.IsPrivate) >= MaxPrivate)
        {
            return Current;
        }

        _all.Add(window);
        _places = [.. _all.Select(each => each.Place)];
        return window;
    }

    /// <summary>Removes the window of a place; null if there is none, or it is the lobby.</summary>
    public ChatWindow? Close(string place)
    {
        if (place == RoomName.Lobby || Find(place) is not { } closed)
        {
            return null;
        }

        _all.Remove(closed);
        _places = [.. _all.Select(each => each.Place)];
        return closed;
    }

    /// <summary>The window that a key leads to; null if there is none.</summary>
    public ChatWindow? At(PlaceKey key)
    {
        if (key.ToNews)
        {
            // Windows with a mention come first.
            var others = Enumerable.Range(1, _all.Count - 1).Select(step => _all[(_all.IndexOf(Current) + step) % _all.Count]).ToList();
            return others.Find(window => window.IsMentioned) ?? others.Find(window => window.Unread > 0);
        }

        var index = key.Number > 0 ? key.Number - 1 : (_all.IndexOf(Current) + key.Step + _all.Count) % _all.Count;
        return index < _all.Count ? _all[index] : null;
    }

    private ChatWindow? Find(string place) => _all.Find(window => ChatPlace.AreSame(window.Place, place));
}
