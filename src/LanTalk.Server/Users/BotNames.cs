using LanTalk.Protocol.Names;

namespace LanTalk.Server.Users;

/// <summary>The names of bots, which no user can take, nor one that looks like it.</summary>
internal sealed class BotNames
{
    private readonly Lock _gate = new();
    private volatile Dictionary<string, string> _byLook = new(StringComparer.Ordinal);

    /// <summary>Reserves a name; false if another bot has one that looks like it.</summary>
    public bool TryAdd(string name)
    {
        lock (_gate)
        {
            var next = new Dictionary<string, string>(_byLook, StringComparer.Ordinal);
            var isAdded = next.TryAdd(NameKey.LookOf(name), name);
            _byLook = next;
            return isAdded;
        }
    }

    /// <summary>Frees a name.</summary>
    public void Remove(string name)
    {
        lock (_gate)
        {
            var next = new Dictionary<string, string>(_byLook, StringComparer.Ordinal);
            next.Remove(NameKey.LookOf(name));
            _byLook = next;
        }
    }

    /// <summary>The bot whose name a name is, or looks like; null if there is none.</summary>
    public string? Find(string name) => _byLook is { Count: > 0 } bots ? bots.GetValueOrDefault(NameKey.LookOf(name)) : null;
}
