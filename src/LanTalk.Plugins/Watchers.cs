using LanTalk.Plugins.Running;
using LanTalk.Plugins.Wire;

namespace LanTalk.Plugins;

/// <summary>The handlers of messages and events, and what is confirmed to the server. Used by the worker alone once the plug-in runs.</summary>
internal sealed class Watchers
{
    /// <summary>While messages wait, one confirmation stands for this many.</summary>
    private const int MaxUnconfirmed = 100;

    private readonly List<(Func<RoomMessage, Task> Handler, MessageOptions Options)> _messages = [];
    private readonly List<(string Name, Func<RoomEvent, Task> Handler, IReadOnlyList<string> Rooms)> _events = [];
    private readonly Dictionary<string, long> _unconfirmed = new(StringComparer.Ordinal);
    private int _unconfirmedCount;

    /// <summary>Adds a handler of messages; returns what is watched now.</summary>
    public ManifestWatch Add(Func<RoomMessage, Task> handler, MessageOptions options)
    {
        _messages.Add((handler, options));
        return Watched();
    }

    /// <summary>Adds a handler of events; returns what is watched now.</summary>
    public ManifestWatch Add(string name, Func<RoomEvent, Task> handler, IReadOnlyList<string> rooms)
    {
        _events.Add((name, handler, rooms));
        return Watched();
    }

    /// <summary>Passes on a message, and confirms it.</summary>
    public async Task HandleAsync(RoomMessage message, Worker worker, LineWriter writer)
    {
        foreach (var (handler, options) in _messages.Where(one => Has(one.Options.Rooms, message.Room) && (one.Options.Bots || !message.IsBot)))
        {
            await worker.GuardAsync(() => handler(message));
        }

        if (message.Id is not { } id || !_messages.Exists(one => one.Options.Missed))
        {
            return;
        }

        _unconfirmed[message.Room] = id;
        if (++_unconfirmedCount < MaxUnconfirmed && !worker.IsIdle)
        {
            return;
        }

        foreach (var (room, last) in _unconfirmed)
        {
            writer.Write(new OutgoingLine("seen") { Room = room, Id = last });
        }

        _unconfirmed.Clear();
        _unconfirmedCount = 0;
    }

    /// <summary>Passes on an event.</summary>
    public async Task HandleAsync(RoomEvent happened, Worker worker)
    {
        var wanted = _events.Where(one => (one.Name == "*" || one.Name == happened.Event) && (happened.Room is null || Has(one.Rooms, happened.Room)));
        foreach (var (_, handler, _) in wanted)
        {
            await worker.GuardAsync(() => handler(happened));
        }
    }

    private static bool Has(IReadOnlyList<string> rooms, string room) =>
        rooms.Any(name => name == "*" || name.Equals(room, StringComparison.OrdinalIgnoreCase));

    private ManifestWatch Watched()
    {
        var rooms = _messages.SelectMany(one => one.Options.Rooms).Concat(_events.SelectMany(one => one.Rooms))
            .Distinct(StringComparer.Ordinal).ToList();
        return new ManifestWatch(rooms.Contains("*") ? ["*"] : rooms, _messages.Count > 0, _events.Count > 0);
    }
}
