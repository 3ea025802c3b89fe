using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Chatting;

/// <summary>Knows the users online and the order in which they last spoke, as learnt from the server's messages.</summary>
internal sealed class Roster
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _spoke = new(UserName.Comparer);

    private readonly NameColors _colors = new();

    // The users known to be online; in a large crowd, not all of them.
    private readonly HashSet<string> _there = new(UserName.Comparer);
    private long _turn;
    private IReadOnlyList<CommandInfo> _commands = [];
    private int? _online;
    private bool _isEverybodyKnown;

    /// <summary>How many are online; null if that is not known.</summary>
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

    /// <summary>The server's commands, by name; empty if it has not listed them.</summary>
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

    /// <summary>How a name looks.</summary>
    /// <param name="name">The name.</param>
    /// <param name="theme">Says how much colours differ.</param>
    /// <param name="isPresent">Whether somebody is there; null for all who are not known to be gone.</param>
    public Style StyleOf(string name, Theme theme, Func<string, bool>? isPresent = null)
    {
        lock (_gate)
        {
            return _colors.Of(name, theme, isPresent ?? _spoke.ContainsKey);
        }
    }

    /// <summary>The names with this beginning, the last speaker first.</summary>
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

    /// <summary>Learns from an event.</summary>
    /// <returns>Whether the server should be asked how many are online: it announced a crowd only in words.</returns>
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
                    _online += _there.Add(user) ? 1 : 0; // after a break, users counted already are announced again
                    break;
                case SystemMessage { Event: SystemEvents.Leave, Room: null, User: { } user }:
                    // A user who had left before the server counted is announced all the same, and in a large crowd not everybody is known by name.
                    _spoke.Remove(user);
                    _online -= _there.Remove(user) || !_isEverybodyKnown ? 1 : 0;
                    break;
                case SystemMessage { Event: SystemEvents.Nick, User: { } former, Name: { } name }:
                    _spoke.TryAdd(name, _spoke.Remove(former, out var turn) ? turn : 0); // announced in each room, but renamed once
                    _colors.Rename(former, name);
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
                // Joins and leaves are not announced in the meantime.
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
