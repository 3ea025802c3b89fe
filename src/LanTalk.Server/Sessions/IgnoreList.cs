using LanTalk.Protocol.Names;

namespace LanTalk.Server.Sessions;

/// <summary>
/// The users whose messages a user does not want to see. A user with a key is identified by the key, under any name; one without by the name. Changed
/// by the session's read side; read by any thread without a lock.
/// </summary>
internal sealed class IgnoreList
{
    /// <summary>The maximum number of ignored users.</summary>
    public const int Capacity = 100;

    // Replaced as a whole; null for the many users who ignore nobody.
    private volatile Entries? _entries;

    /// <summary>Whether it is empty.</summary>
    public bool IsEmpty => _entries is null;

    /// <summary>The names under which users were ignored.</summary>
    public IEnumerable<string> Names => _entries is { } entries ? entries.KeysByName.Keys : [];

    /// <summary>Copies another list as it is now; later changes of that list have no effect here.</summary>
    public void Inherit(IgnoreList former) => _entries = former._entries;

    /// <summary>Starts or stops ignoring a user; false if the list is full.</summary>
    /// <param name="name">The user's name.</param>
    /// <param name="key">The full form of the user's key; empty if it has none, or the name is unknown.</param>
    /// <param name="ignores">Whether the user is ignored now.</param>
    public bool TryToggle(string name, string key, out bool ignores)
    {
        var before = _entries?.KeysByName;
        var after = new Dictionary<string, string>(before ?? [], UserName.Comparer);
        var former = after.ContainsKey(name) ? name : after.FirstOrDefault(entry => key.Length > 0 && entry.Value == key).Key;
        ignores = former is null && after.Count < Capacity;
        if (former is not null)
        {
            after.Remove(former);
        }
        else if (ignores)
        {
            after.Add(name, key);
        }

        _entries = after.Count == 0 ? null : new Entries(after, [.. after.Values.Where(value => value.Length > 0)]);
        return ignores || former is not null;
    }

    /// <summary>Whether a user's messages are hidden.</summary>
    /// <param name="name">The name of the sender at that time.</param>
    /// <param name="key">The full form of the user's key; empty if it has none.</param>
    public bool Hides(string name, string key)
    {
        if (_entries is not { } entries)
        {
            return false;
        }

        // Another key under an ignored name belongs to somebody else, unless the list has only the name.
        return (key.Length > 0 && entries.Keys.Contains(key))
            || (entries.KeysByName.TryGetValue(name, out var ignored) && (ignored.Length == 0 || key.Length == 0));
    }

    private sealed record Entries(Dictionary<string, string> KeysByName, HashSet<string> Keys);
}
