using LanTalk.Protocol.Security;

namespace LanTalk.Server.Users;

/// <summary>An identity in the chat: a name, which changes with <c>/nick</c>, and a key, which does not.</summary>
internal sealed class User(string name, UserIdentity? identity = null)
{
    private volatile string _name = name;
    private long _postedUpTo;

    /// <summary>The name as its owner writes it.</summary>
    public string Name
    {
        get => _name;
        set => _name = value;
    }

    /// <summary>The keys; null if the client speaks version 2, which has none.</summary>
    public UserIdentity? Identity { get; } = identity;

    /// <summary>Who it is beyond the name, in what it says: the key's full form; empty for version 2.</summary>
    public string Sender { get; } = identity?.FullForm ?? "";

    /// <summary>Whether it shows what it says by itself, and does not get it back: version 2.</summary>
    public bool ShowsItself => Identity is null;

    /// <summary>The end of this user's last post in the log: behind it there is nothing of its own to be skipped.</summary>
    public long PostedUpTo => Volatile.Read(ref _postedUpTo);

    /// <summary>Notes a post that ends at <paramref name="position"/>. Called by the log before the post can be seen.</summary>
    public void Posted(long position) => Volatile.Write(ref _postedUpTo, position);
}
