using System.Buffers;
using LanTalk.Server.Clock;
using LanTalk.Server.Configuration;
using LanTalk.Server.History;
using LanTalk.Server.PluginLines;
using LanTalk.Server.Programs;
using LanTalk.Server.Rooms;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Plugins;

/// <summary>
/// The rooms that a plug-in watches, over all its runs: a run that takes over goes on where the one before was. What a plug-in says that it has seen is
/// stored once a second.
/// </summary>
internal sealed partial class PluginWatches(
    string plugin, LanTalkServerOptions options, RoomRegistry rooms, IRoomStore store, PluginStore positions, ServerClock clock, ILogger logger) : IInputSource
{
    private readonly Lock _gate = new();
    private readonly List<RoomWatch> _watches = [];
    private readonly Dictionary<string, long> _seen = new(StringComparer.Ordinal);
    private WatchForm? _form;
    private RoomChoice _choice = new([]);
    private volatile ProgramInput? _input;
    private int _first;
    private bool _hasFailed;

    /// <summary>Lets a run watch, from now on and alone.</summary>
    /// <exception cref="PluginException">The positions cannot be read.</exception>
    public void Begin(WatchForm? form, ProgramInput input)
    {
        var isFirst = _input is null;
        lock (_gate)
        {
            _form = form;
            _choice = new RoomChoice(form?.Rooms ?? []);
            _input = input;
            LeaveAll(watch => !_choice.Has(watch.Room));
        }

        Follow(isFirst ? RoomAge.There : RoomAge.New);
        input.Source = this;
    }

    /// <summary>Lets nobody watch any more.</summary>
    public void End()
    {
        lock (_gate)
        {
            _input?.Source = null;
            _input = null;
            LeaveAll(_ => true);
        }

        WritePositions();
    }

    /// <summary>Follows rooms that have been made, and stores the positions. Called once a second. What fails is tried again the next time.</summary>
    public void Look()
    {
        if (_input is not null)
        {
            Try(() => Follow(RoomAge.New));
        }

        WritePositions();
    }

    /// <summary>Everything up to a message has been dealt with.</summary>
    public void Confirm(Seen seen)
    {
        lock (_gate)
        {
            _seen[seen.Room] = Math.Max(seen.Id, _seen.GetValueOrDefault(seen.Room));
        }
    }

    /// <inheritdoc/>
    public void Fill(ProgramInput input, ArrayBufferWriter<byte> output)
    {
        lock (_gate)
        {
            if (input != _input || _form is null)
            {
                return;
            }

            // Each time, another room comes first: one in which much is said does not keep the others waiting.
            for (var i = 0; i < _watches.Count; i++)
            {
                _watches[(_first + i) % _watches.Count].Fill(output, _form, store, clock, options.SendWindow);
            }

            _first = _watches.Count == 0 ? 0 : (_first + 1) % _watches.Count;
        }
    }

    private enum RoomAge
    {
        /// <summary>It was there when the plug-in began to watch.</summary>
        There,

        /// <summary>It was made since, and the plug-in gets all of it.</summary>
        New,
    }

    private void Follow(RoomAge age)
    {
        var all = _form is null ? [] : rooms.All;
        List<RoomWatch> added = [];
        lock (_gate)
        {
            // A room that nobody was in and in which nothing was said may have gone, and come again as another one.
            LeaveAll(watch => !all.Contains(watch.Room));
            foreach (var room in all.Where(room => _choice.Has(room) && !_watches.Exists(watch => watch.Room == room)))
            {
                var confirmed = positions.Seen(plugin, room.Name, room.Epoch) ?? (age == RoomAge.New ? 0 : null);
                added.Add(new RoomWatch(room, confirmed, () => _input?.Wake()));
            }

            _watches.AddRange(added);
        }

        foreach (var watch in added)
        {
            watch.Room.Join(watch);
        }
    }

    private void LeaveAll(Predicate<RoomWatch> which)
    {
        foreach (var watch in _watches.FindAll(which))
        {
            watch.Room.Leave(watch);
        }

        _watches.RemoveAll(which);
    }

    private void WritePositions()
    {
        List<KeyValuePair<string, long>> seen;
        lock (_gate)
        {
            seen = [.. _seen];
            _seen.Clear();
        }

        var hasFailed = false;
        foreach (var (name, id) in seen)
        {
            if (rooms.Find(name) is { } room && !Try(() => positions.SetSeen(plugin, name, room.Epoch, id)))
            {
                Confirm(new Seen(name, id));
                hasFailed = true;
            }
        }

        if (seen.Count > 0)
        {
            _hasFailed = hasFailed;
        }
    }

    /// <summary>Reads or writes positions. Where they cannot be, the plug-in goes on, and the operator is told once.</summary>
    private bool Try(Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (PluginException e)
        {
            if (!_hasFailed)
            {
                LogUnusable(plugin, e.Message);
            }

            _hasFailed = true;
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "How far the plug-in {Name} has come is not stored: {Cause}")]
    private partial void LogUnusable(string name, string cause);
}
