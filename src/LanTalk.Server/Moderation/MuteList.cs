using System.Collections.Concurrent;
using System.Net;
using LanTalk.Protocol;

namespace LanTalk.Server.Moderation;

/// <summary>
/// Who may not speak, until when. A mute follows the session through a change of name, and the name or the address
/// (unless it is the server's own machine, which many may share) through a new login. It ends with the server.
/// </summary>
internal sealed class MuteList(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _names = new(UserName.Comparer);
    private readonly ConcurrentDictionary<IPAddress, DateTimeOffset> _addresses = new();

    /// <summary>Mutes a user.</summary>
    public void Mute(string name, IPAddress address, DateTimeOffset until)
    {
        _names[name] = until;
        if (!IPAddress.IsLoopback(address))
        {
            _addresses[address] = until;
        }
    }

    /// <summary>Ends a mute.</summary>
    public void Unmute(string name, IPAddress address)
    {
        _names.TryRemove(name, out _);
        _addresses.TryRemove(address, out _);
    }

    /// <summary>Until when somebody who logs in is muted; null if not at all.</summary>
    public DateTimeOffset? Find(string name, IPAddress address)
    {
        if (!_names.TryGetValue(name, out var until) && !_addresses.TryGetValue(address, out until))
        {
            return null;
        }

        return until > time.GetUtcNow() ? until : null;
    }
}
