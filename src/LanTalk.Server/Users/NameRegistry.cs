using LanTalk.Protocol.Names;
using LanTalk.Protocol.Security;
using LanTalk.Server.Configuration;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Users;

/// <summary>
/// Which names belong to which keys. It answers from memory; what changed waits here until <see cref="NameKeeper"/> writes it down, so
/// that no login waits for the disk.
/// </summary>
internal sealed partial class NameRegistry
{
    /// <summary>How many names one key has; a further one releases the one that was used least lately.</summary>
    public const int MaxPerKey = 3;

    /// <summary>How many names are remembered in all.</summary>
    public const int MaxNames = 100_000;

    private readonly LanTalkServerOptions _options;
    private readonly NameStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger<NameRegistry> _logger;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<OwnedName>> _names = new(UserName.Comparer);
    private readonly LinkedList<OwnedName> _byUse = []; // the one that was used least lately first
    private readonly Dictionary<string, List<string>> _byKey = [];
    private readonly Dictionary<string, List<OwnedName>> _byLook = []; // see NameKey.LookOf
    private readonly Dictionary<string, OwnedName?> _unwritten = []; // by the name as it is written; null: no longer owned
    private bool _wasFull;

    public NameRegistry(LanTalkServerOptions options, NameStore store, TimeProvider time, ILogger<NameRegistry> logger)
    {
        (_options, _store, _time, _logger) = (options, store, time, logger);
        foreach (var owned in store.Read().OrderBy(owned => owned.LastUsed))
        {
            Put(owned);
        }
    }

    /// <summary>Whether a user may have a name: it is its own, or nobody's, and so is what looks like it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="user">Who; null for version 2, which owns nothing.</param>
    public bool MayUse(string name, UserIdentity? user)
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            return (Find(name, now) is not { } owned || IsOf(owned, user))
                && (!_byLook.TryGetValue(NameKey.LookOf(name), out var alike) || alike.TrueForAll(other => IsOf(other, user) || IsExpired(other, now)));
        }
    }

    /// <summary>Whether a name is a user's own.</summary>
    public bool Owns(string name, UserIdentity? user) => Find(name) is { } owned && IsOf(owned, user);

    /// <summary>A user goes by a name now, and owns it from then on. Version 2 owns nothing.</summary>
    /// <param name="name">The name.</param>
    /// <param name="user">Who.</param>
    /// <param name="isFromBrowser">Whether the user is in a browser.</param>
    public void Use(string name, UserIdentity? user, bool isFromBrowser = false)
    {
        lock (_gate)
        {
            if (user is not null && MayUse(name, user))
            {
                Take(new OwnedName(name, user.FullForm, _time.GetUtcNow()) { IsFromBrowser = isFromBrowser });
            }
        }
    }

    /// <summary>A user no longer goes by a name: it was in use until now, if it is still the user's.</summary>
    public void Leave(string name, UserIdentity? user)
    {
        lock (_gate)
        {
            if (Owns(name, user))
            {
                Take(_names[name].Value with { LastUsed = _time.GetUtcNow() });
            }
        }
    }

    /// <summary>Whose name it is; null if it is nobody's.</summary>
    public OwnedName? Find(string name)
    {
        lock (_gate)
        {
            return Find(name, _time.GetUtcNow());
        }
    }

    /// <summary>Makes a name free; false if it belongs to nobody.</summary>
    public bool Release(string name)
    {
        lock (_gate)
        {
            var isOwned = Find(name, _time.GetUtcNow()) is not null;
            Remove(name);
            return isOwned;
        }
    }

    /// <summary>Writes down what changed since the last time. Called by one thread at a time.</summary>
    public void Write()
    {
        List<KeyValuePair<string, OwnedName?>> changes;
        lock (_gate)
        {
            changes = [.. _unwritten];
            _unwritten.Clear();
        }

        if (changes.Count == 0)
        {
            return;
        }

        try
        {
            _store.Write(changes);
        }
        catch (NameStoreException)
        {
            Restore(changes);
            throw;
        }
    }

    /// <summary>What could not be written waits for the next time, unless it has changed again since.</summary>
    private void Restore(List<KeyValuePair<string, OwnedName?>> changes)
    {
        lock (_gate)
        {
            foreach (var (name, owned) in changes)
            {
                _unwritten.TryAdd(name, owned);
            }
        }
    }

    private OwnedName? Find(string name, DateTimeOffset now)
    {
        if (!_names.TryGetValue(name, out var node))
        {
            return null;
        }

        if (!IsExpired(node.Value, now))
        {
            return node.Value;
        }

        Remove(name);
        return null;
    }

    private static bool IsOf(OwnedName owned, UserIdentity? user) => owned.Key.Equals(user?.FullForm, StringComparison.Ordinal);

    private bool IsExpired(OwnedName owned, DateTimeOffset now)
    {
        var expiry = owned.IsFromBrowser ? _options.WebNameExpiry : _options.NameExpiry;
        return expiry > TimeSpan.Zero && now - owned.LastUsed > expiry;
    }

    private void Take(OwnedName owned)
    {
        if (!_names.ContainsKey(owned.Name))
        {
            if (_byKey.TryGetValue(owned.Key, out var names) && names.Count >= MaxPerKey)
            {
                Remove(names.MinBy(name => _names[name].Value.LastUsed)!);
            }

            MakeRoom();
        }

        Put(owned);
        _unwritten[owned.Name] = owned;
    }

    private void Put(OwnedName owned)
    {
        // Names that are one may be written in more than one way, and older versions told more of them apart.
        Remove(owned.Name);
        _names[owned.Name] = _byUse.AddLast(owned);
        ListOf(_byKey, owned.Key).Add(owned.Name);
        ListOf(_byLook, NameKey.LookOf(owned.Name)).Add(owned);
    }

    /// <summary>Where there is no room for one more, the name that was used least lately is nobody's again.</summary>
    private void MakeRoom()
    {
        while (_names.Count >= MaxNames)
        {
            var oldest = _byUse.First!.Value;
            if (!_wasFull)
            {
                _wasFull = true;
                LogFull(MaxNames, oldest.Name, oldest.LastUsed);
            }

            Remove(oldest.Name);
        }
    }

    private void Remove(string name)
    {
        if (_names.Remove(name, out var node))
        {
            var owned = node.Value;
            _byUse.Remove(node);
            _unwritten[owned.Name] = null;
            Drop(_byKey, owned.Key, owned.Name);
            Drop(_byLook, NameKey.LookOf(owned.Name), owned);
        }
    }

    private static List<T> ListOf<T>(Dictionary<string, List<T>> lists, string key) => lists.TryGetValue(key, out var list) ? list : lists[key] = [];

    private static void Drop<T>(Dictionary<string, List<T>> lists, string key, T item)
    {
        lists[key].Remove(item);
        if (lists[key].Count == 0)
        {
            lists.Remove(key);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Count} names belong to keys, which is as many as are remembered: from now on each new one frees the one used least lately, first {Name} (used {LastUsed:yyyy-MM-dd})")]
    private partial void LogFull(int count, string name, DateTimeOffset lastUsed);
}
