using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;

namespace LanTalk.Cli.Chatting;

/// <summary>Who is there, and who spoke last: learnt from what the server tells.</summary>
internal sealed class Roster
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _spoke = new(UserName.Comparer);

    // Who is known to be online; of very many, not all.
    private readonly HashSet<string> _there = new(UserName.Comparer);
    private long _turn;
    private IReadOnlyList<CommandInfo> _commands = [];
    private int? _online;
    private bool _isEverybodyKnown;

    /// <summary>How many are online; null if nobody has said so.</summary>
    public int? Online
    {
        get
        {
            lock (_gate)
            {
                return _online;
            }
        }
    }

    /// <summary>The server's commands, by name; none if it has not told them.</summary>
    public IReadOnlyList<CommandInfo> Commands
    {
        get
        {
            lock (_gate)
            {
                return _commands;
            }
        }
    }

    /// <summary>The names that begin so, whoever spoke last first.</summary>
    public IReadOnlyList<string> NamesLike(string beginning)
    {
        lock (_gate)
        {
            return
            [
                .. _spoke.Where(entry => entry.Key.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
                    .OrderByDescending(entry => entry.Value)
                    .ThenBy(entry => entry.Key, UserName.Comparer)
                    .Select(entry => entry.Key),
            ];
        }
    }

    /// <summary>Learns from what happened.</summary>
    /// <returns>Whether the server should be asked how many are online: it told of a crowd only in words.</returns>
    public bool Learn(ChatEvent happened)
    {
        lock (_gate)
        {
            switch ((happened as Received)?.Message)
            {
                case RoomMessage said:
                    _spoke[said.User] = ++_turn;
                    break;
                case PrivateMessage received:
                    _spoke[received.FromUser] = ++_turn;
                    break;
                case SystemMessage { Event: SystemEvents.Join, Room: null, User: { } user }:
                    _spoke.TryAdd(user, 0);
                    _online += _there.Add(user) ? 1 : 0; // who was counted already is told all the same after a break
                    break;
                case SystemMessage { Event: SystemEvents.Leave, Room: null, User: { } user }:
                    // Who was gone already when the server counted is told all the same; of very many, not everybody is known by name.
                    _spoke.Remove(user);
                    _online -= _there.Remove(user) || !_isEverybodyKnown ? 1 : 0;
                    break;
                case SystemMessage { Event: SystemEvents.Nick, User: { } former, Name: { } name }:
                    _spoke.TryAdd(name, _spoke.Remove(former, out var turn) ? turn : 0); // told in each room, but renamed once
                    if (_there.Remove(former))
                    {
                        _there.Add(name);
                    }

                    break;
                case Overview overview:
                    Replace(overview);
                    break;
                case SystemMessage { Event: SystemEvents.Crowd }:
                    return true;
            }

            if (happened is ConnectionLost)
            {
                // Who comes and goes meanwhile is not told.
                _online = null;
                _there.Clear();
            }

            return happened is ConnectionBack;
        }
    }

    private void Replace(Overview overview)
    {
        _online = overview.Online;
        _commands = overview.Commands;
        _isEverybodyKnown = overview.Users.Count >= overview.Online;
        if (_isEverybodyKnown)
        {
            var there = overview.Users.ToHashSet(UserName.Comparer);
            foreach (var gone in _spoke.Keys.Where(name => !there.Contains(name)).ToList())
            {
                _spoke.Remove(gone);
            }
        }

        _there.Clear();
        foreach (var name in overview.Users)
        {
            _there.Add(name);
            _spoke.TryAdd(name, 0);
        }
    }
}
