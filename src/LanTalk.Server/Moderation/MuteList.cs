using System.Net;
using LanTalk.Protocol.Names;
using LanTalk.Server.Users;

namespace LanTalk.Server.Moderation;

/// <summary>
/// The muted users. A mute follows the user through a change of name and a new login: by the key, or by the name if there is no key, and by the
/// address (unless it is the server's own machine, which many may share). Mutes end with the server.
/// </summary>
internal sealed class MuteList(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<Mute> _mutes = [];

    /// <summary>Mutes a user.</summary>
    public void Add(User user, IPAddress address, DateTimeOffset until)
    {
        lock (_gate)
        {
            _mutes.RemoveAll(mute => mute.IsOf(user));
            _mutes.Add(new Mute(until, user.Sender, user.Name) { Address = IPAddress.IsLoopback(address) ? null : address });
        }
    }

    /// <summary>Ends a mute.</summary>
    public void Remove(User user, IPAddress address)
    {
        lock (_gate)
        {
            _mutes.RemoveAll(mute => mute.IsOf(user));
            foreach (var mute in _mutes.Where(mute => address.Equals(mute.Address)))
            {
                // Another user's mute stays, but without the address.
                mute.Address = null;
            }
        }
    }

    /// <summary>Records a user's new name, so that a mute by the old name covers the new one as well.</summary>
    public void Rename(User user, string formerName)
    {
        lock (_gate)
        {
            foreach (var mute in _mutes.Where(mute => mute.GoesBy(formerName)))
            {
                mute.LastName = user.Name;
            }
        }
    }

    /// <summary>When the mute of a user who logs in ends; null if the user is not muted.</summary>
    public DateTimeOffset? Find(User user, IPAddress address)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            _mutes.RemoveAll(mute => mute.Until <= now);
            return _mutes.Where(mute => mute.IsOf(user) || address.Equals(mute.Address)).Max(mute => (DateTimeOffset?)mute.Until);
        }
    }

    /// <param name="Until">When it ends.</param>
    /// <param name="Key">The user's key; empty if it has none and is known by its name.</param>
    /// <param name="FirstName">The name at the time of the mute.</param>
    private sealed record Mute(DateTimeOffset Until, string Key, string FirstName)
    {
        /// <summary>The user's address at that time; null for one that many may share.</summary>
        public IPAddress? Address { get; set; }

        /// <summary>The current name. The names in between are forgotten: a list of them would grow with each change.</summary>
        public string LastName { get; set; } = FirstName;

        public bool IsOf(User user) => Key.Length > 0 ? Key == user.Sender : GoesBy(user.Name);

        public bool GoesBy(string name) =>
            Key.Length == 0 && (UserName.Comparer.Equals(FirstName, name) || UserName.Comparer.Equals(LastName, name));
    }
}
