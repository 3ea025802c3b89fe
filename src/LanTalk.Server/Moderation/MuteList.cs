using System.Net;
using LanTalk.Protocol.Names;
using LanTalk.Server.Users;

namespace LanTalk.Server.Moderation;

/// <summary>
/// Who may not speak, until when. A mute follows the user through a change of name and a new login: by the key, or by the name where there
/// is no key, and by the address (unless it is the server's own machine, which many may share). It ends with the server.
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
                // Somebody else's, which goes on without the address.
                mute.Address = null;
            }
        }
    }

    /// <summary>A user has another name now: a mute that goes by the name goes by the new one as well.</summary>
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

    /// <summary>Until when somebody who logs in is muted; null if not at all.</summary>
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
    /// <param name="Key">The user's key; empty if it has none, and goes by its name.</param>
    /// <param name="FirstName">The name when it was muted.</param>
    private sealed record Mute(DateTimeOffset Until, string Key, string FirstName)
    {
        /// <summary>Where the user was then; null if that says nothing.</summary>
        public IPAddress? Address { get; set; }

        /// <summary>Its name now. The names in between are forgotten: a list of them would grow with each change.</summary>
        public string LastName { get; set; } = FirstName;

        public bool IsOf(User user) => Key.Length > 0 ? Key == user.Sender : GoesBy(user.Name);

        public bool GoesBy(string name) =>
            Key.Length == 0 && (UserName.Comparer.Equals(FirstName, name) || UserName.Comparer.Equals(LastName, name));
    }
}
