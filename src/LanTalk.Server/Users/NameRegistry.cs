using LanTalk.Protocol.Names;
using LanTalk.Protocol.Security;
using LanTalk.Server.Configuration;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Users;

/// <summary>
/// The owners of names, by key. It answers from memory; changes wait here until <see cref="NameKeeper"/> writes them, so that no login waits for the
/// disk.
/// </summary>
internal sealed partial class NameRegistry
{
    /// <summary>The maximum number of names per key; a further one releases the least recently used.</summary>
    public const int MaxPerKey = 3;

    /// <summary>The maximum number of names in all.</summary>
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

    /// <summary>Whether a user may use a name: neither it nor a name that looks like it belongs to anybody else.</summary>
    /// <param name="name">The name.</param>
    /// <param name="user">The user; null for version 2, which owns nothing.</param>
    public bool MayUse(string name, UserIdentity? user)
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            return (Find(name, now) is not { } owned || IsOf(owned, user))
                && (!_byLook.TryGetValue(NameKey.LookOf(name), out var alike) || alike.TrueForAll(other => IsOf(other, user) || IsExpired(other, now)));
        }
    }

    /// <summary>Whether a user owns a name.</summary>
    public bool Owns(string name, UserIdentity? user) => Find(name) is { } owned && IsOf(owned, user);

    /// <summary>Records that a user goes by a name now, and makes it the owner. Version 2 owns nothing.</summary>
    /// <param name="name">The name.</param>
    /// <param name="user">The user.</param>
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

    /// <summary>Records that a user who owns a name no longer goes by it: it was in use until now.</summary>
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

    /// <summary>The owner of a name; null if it has none.</summary>
    public OwnedName? Find(string name)
    {
        lock (_gate)
        {
            return Find(name, _time.GetUtcNow());
        }
    }

    /// <summary>Removes the owner of a name; false if it has none.</summary>
    public bool Release(string name)
    {
        lock (_gate)
        {
            var isOwned = Find(name, _time.GetUtcNow()) is not null;
            Remove(name);
            return isOwned;
        }
    }

    /// <summary>Writes the changes since the last call. Called by one thread at a time.</summary>
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

    /// <summary>Puts changes that could not be written back for the next time, unless they have changed again since.</summary>
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
        // Equal names may be written in several ways, and older versions distinguished more of them.
        Remove(owned.Name);
        _names[owned.Name] = _byUse.AddLast(owned);
        ListOf(_byKey, owned.Key).Add(owned.Name);
        ListOf(_byLook, NameKey.LookOf(owned.Name)).Add(owned);
    }

    /// <summary>If there is no room for one more name, releases the least recently used.</summary>
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

    [LoggerMessage(LogLevel.Warning, "{Count} names are owned, which is the maximum: from now on each new one frees the least recently used, first {Name} (used {LastUsed:yyyy-MM-dd})")]
    private partial void LogFull(int count, string name, DateTimeOffset lastUsed);
}
