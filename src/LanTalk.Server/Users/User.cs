using LanTalk.Protocol.Security;

namespace LanTalk.Server.Users;

/// <summary>An identity in the chat: a name, which changes with <c>/nick</c>, and a key, which does not.</summary>
internal sealed class User(string name, UserIdentity? identity = null)
{
    /// <summary>What the <see cref="Sender"/> of a bot begins with; no key does.</summary>
    public const string BotPrefix = "bot:";

    private volatile string _name = name;
    private long _postedUpTo;

    /// <summary>The name as its owner writes it.</summary>
    public string Name
    {
        get => _name;
        set => _name = value;
    }

    /// <summary>The keys; null if the user has none.</summary>
    public UserIdentity? Identity { get; } = identity;

    /// <summary>The user as the sender of messages, beyond the name: the key's full form; for a bot, its name; empty without a key.</summary>
    public string Sender { get; private init; } = identity?.FullForm ?? "";

    /// <summary>Whether it is a bot.</summary>
    public bool IsBot { get; private init; }

    /// <summary>Creates the user as which a plug-in speaks.</summary>
    public static User Bot(string name) => new(name) { Sender = $"{BotPrefix}{name}", IsBot = true };

    /// <summary>No view's log holds a post of this user beyond this position.</summary>
    public long PostedUpTo => Volatile.Read(ref _postedUpTo);

    /// <summary>Records a post that ends at <paramref name="position"/> of a view's log. Called before the post can be seen.</summary>
    public void Posted(long position)
    {
        // The maximum over all logs: several rooms may take their turns at once.
        for (var known = PostedUpTo; position > known;)
        {
            var found = Interlocked.CompareExchange(ref _postedUpTo, position, known);
            if (found == known)
            {
                return;
            }

            known = found;
        }
    }
}
