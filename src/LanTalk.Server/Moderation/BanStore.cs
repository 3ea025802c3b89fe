using System.Net;
using LanTalk.Server.Addresses;

namespace LanTalk.Server.Moderation;

/// <summary>The bans in force, kept in <c>bans.json</c>. Several processes may change one file: none loses what another added.</summary>
public sealed class BanStore
{
    private readonly BanFile _file;
    private readonly TimeProvider _time;
    private volatile Snapshot _current;

    private BanStore(BanFile file, TimeProvider time)
    {
        (_file, _time) = (file, time);
        _current = Load();
    }

    /// <summary>The file the bans are kept in.</summary>
    public string Path => _file.Path;

    /// <summary>Opens the bans of a data directory.</summary>
    /// <exception cref="BanFileException">The file is there but cannot be used; it was left as it is.</exception>
    public static BanStore Open(string directory, TimeProvider time) => new(new BanFile(directory), time);

    /// <summary>The bans that have not ended, in the order of the file.</summary>
    public IReadOnlyList<Ban> List() => [.. _current.Bans.Where(ban => !ban.IsOver(_time.GetUtcNow()))];

    /// <summary>The ban that hits an address; null if none does.</summary>
    public Ban? Find(IPAddress address)
    {
        var current = _current;
        if (current.Bans.Count == 0)
        {
            return null;
        }

        var now = _time.GetUtcNow();
        if (current.Addresses.TryGetValue(RemoteAddress.Normalise(address), out var ban) && !ban.IsOver(now))
        {
            return ban;
        }

        return current.Ranges.FirstOrDefault(range => range.Target.Contains(address) && !range.IsOver(now));
    }

    /// <summary>The ban that hits a user's key, in its full form; null if none does.</summary>
    public Ban? FindKey(string key) => _current.Keys.TryGetValue(key, out var ban) && !ban.IsOver(_time.GetUtcNow()) ? ban : null;

    /// <summary>Adds bans, all or none; one of the same target is replaced.</summary>
    public async Task AddAsync(params IReadOnlyCollection<Ban> added)
    {
        await ChangeAsync(bans =>
        {
            bans.RemoveAll(other => added.Any(ban => ban.Target == other.Target));
            bans.AddRange(added);
            return true;
        });
    }

    /// <summary>Ends a ban; false if there is none of that target.</summary>
    public Task<bool> RemoveAsync(BanTarget target) => ChangeAsync(bans => bans.RemoveAll(ban => ban.Target == target) > 0);

    /// <summary>Reads the file again if it changed; true if it did.</summary>
    /// <exception cref="BanFileException">It cannot be used: the bans stay as they were.</exception>
    internal bool Reload()
    {
        if (_file.Stamp == _current.Stamp)
        {
            return false;
        }

        _current = Load();
        return true;
    }

    private async Task<bool> ChangeAsync(Func<List<Ban>, bool> change)
    {
        using (await _file.LockAsync(_time))
        {
            // The file and not the memory: another process may have changed it since.
            var bans = _file.Read();
            var now = _time.GetUtcNow();
            bans.RemoveAll(ban => ban.IsOver(now));
            if (!change(bans))
            {
                return false;
            }

            _file.Write(bans);
            _current = new Snapshot(bans, _file.Stamp);
            return true;
        }
    }

    private Snapshot Load()
    {
        // The stamp first: a change in between is then seen as one at the next look.
        var stamp = _file.Stamp;
        return new Snapshot(_file.Read(), stamp);
    }

    private sealed class Snapshot
    {
        public Snapshot(List<Ban> bans, (DateTime WrittenAt, long Length)? stamp)
        {
            Bans = bans;
            Stamp = stamp;
            Ranges = [.. bans.Where(ban => ban.Target is { SingleAddress: null, Key: null })];
            foreach (var ban in bans)
            {
                if (ban.Target.SingleAddress is { } address)
                {
                    Addresses[address] = ban;
                }
                else if (ban.Target.Key is { } key)
                {
                    Keys[key] = ban;
                }
            }
        }

        public List<Ban> Bans { get; }

        public Dictionary<IPAddress, Ban> Addresses { get; } = [];

        public Dictionary<string, Ban> Keys { get; } = new(StringComparer.Ordinal);

        public List<Ban> Ranges { get; }

        public (DateTime WrittenAt, long Length)? Stamp { get; }
    }
}
