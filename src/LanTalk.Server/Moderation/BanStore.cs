using System.Net;
using LanTalk.Protocol.Names;

namespace LanTalk.Server.Moderation;

/// <summary>
/// The bans in force, kept in <c>bans.json</c>. Several processes may change one file: none loses what another added. A change is in force
/// at once; if it cannot be written, it stays in force as long as this process lives, and is written when that is possible.
/// </summary>
public sealed class BanStore
{
    private readonly BanFile _file;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly List<BanChange> _unwritten = [];
    private List<Ban> _written = [];
    private (DateTime WrittenAt, long Length)? _stamp;
    private volatile BanSnapshot _current;

    private BanStore(BanFile file, TimeProvider time)
    {
        (_file, _time, _current) = (file, time, new BanSnapshot([]));
        Load();
    }

    /// <summary>The file the bans are kept in.</summary>
    public string Path => _file.Path;

    /// <summary>Whether a change is not in the file.</summary>
    internal bool HasUnwritten
    {
        get
        {
            lock (_gate)
            {
                return _unwritten.Count > 0;
            }
        }
    }

    /// <summary>Opens the bans of a data directory.</summary>
    /// <exception cref="BanFileException">The file is there but cannot be used; it was left as it is.</exception>
    public static BanStore Open(string directory, TimeProvider time) => new(new BanFile(directory), time);

    /// <summary>The bans that have not ended, in the order of the file.</summary>
    public IReadOnlyList<Ban> List() => [.. _current.Bans.Where(ban => !ban.IsOver(_time.GetUtcNow()))];

    /// <summary>The ban that hits an address; null if none does.</summary>
    public Ban? Find(IPAddress address) => _current is { Bans.Count: > 0 } current ? current.Find(address, _time.GetUtcNow()) : null;

    /// <summary>The ban that hits a user's key, in its full form; null if none does.</summary>
    public Ban? FindKey(string key) => _current.FindKey(key, _time.GetUtcNow());

    /// <summary>Those of a user, by the name that was banned.</summary>
    public IReadOnlyList<Ban> FindName(string name) => [.. List().Where(ban => ban.Name is { } banned && UserName.Comparer.Equals(banned, name))];

    /// <summary>Adds bans and writes them, all or none; one of the same target is replaced.</summary>
    public async Task AddAsync(params IReadOnlyCollection<Ban> bans)
    {
        Add(bans);
        await SaveAsync();
    }

    /// <summary>Ends bans and writes that; false if there is none of these targets.</summary>
    public async Task<bool> RemoveAsync(params IReadOnlyCollection<BanTarget> targets)
    {
        if (!Remove(targets))
        {
            return false;
        }

        await SaveAsync();
        return true;
    }

    /// <summary>Adds bans, which are not written yet; one of the same target is replaced.</summary>
    internal void Add(params IReadOnlyCollection<Ban> bans) => Change(bans.Select(ban => new BanChange(ban.Target, ban)));

    /// <summary>Ends bans, which is not written yet; false if there is none of these targets.</summary>
    internal bool Remove(params IReadOnlyCollection<BanTarget> targets)
    {
        if (_current.Bans.TrueForAll(ban => !targets.Contains(ban.Target)))
        {
            return false;
        }

        Change(targets.Select(target => new BanChange(target, null)));
        return true;
    }

    /// <summary>Writes what is not written; why it cannot be, or null if it was.</summary>
    internal async Task<string?> TrySaveAsync()
    {
        try
        {
            await SaveAsync();
            return null;
        }
        catch (Exception e) when (e is BanFileException or IOException or UnauthorizedAccessException or TimeoutException)
        {
            return e.Message;
        }
    }

    /// <summary>Reads the file again if it changed; true if it did.</summary>
    /// <exception cref="BanFileException">It cannot be used: the bans stay as they were.</exception>
    internal bool Reload()
    {
        var stamp = _file.Stamp;
        lock (_gate)
        {
            if (stamp == _stamp)
            {
                return false;
            }
        }

        Load();
        return true;
    }

    private void Change(IEnumerable<BanChange> changes)
    {
        lock (_gate)
        {
            _unwritten.AddRange(changes);
            Refresh();
        }
    }

    private async Task SaveAsync()
    {
        using (await _file.LockAsync(_time))
        {
            List<BanChange> changes;
            lock (_gate)
            {
                changes = [.. _unwritten];
            }

            if (changes.Count == 0)
            {
                return;
            }

            // The file and not the memory: another process may have changed it since.
            var bans = _file.Read();
            var now = _time.GetUtcNow();
            bans.RemoveAll(ban => ban.IsOver(now));
            changes.ForEach(change => change.Apply(bans));
            _file.Write(bans);
            lock (_gate)
            {
                _unwritten.RemoveAll(changes.Contains);
                (_written, _stamp) = (bans, _file.Stamp);
                Refresh();
            }
        }
    }

    private void Load()
    {
        // The stamp first: a change in between is then seen as one at the next look.
        var stamp = _file.Stamp;
        var bans = _file.Read();
        lock (_gate)
        {
            (_written, _stamp) = (bans, stamp);
            Refresh();
        }
    }

    private void Refresh()
    {
        List<Ban> bans = [.. _written];
        _unwritten.ForEach(change => change.Apply(bans));
        _current = new BanSnapshot(bans);
    }
}
