using System.Net;
using LanTalk.Protocol.Names;

namespace LanTalk.Server.Moderation;

/// <summary>
/// The bans in force, stored in <c>bans.json</c>. Several processes may change one file without losing each other's changes. A change takes effect at
/// once; if it cannot be written, it stays in force while this process lives, and is written when that becomes possible.
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

    /// <summary>The path of the file.</summary>
    public string Path => _file.Path;

    /// <summary>
    /// Called with the bans before and after each change, and with who ended bans if that is known; under the lock, so that changes come in order: it
    /// must not block.
    /// </summary>
    internal Action<BanSnapshot, BanSnapshot, string?>? Changed { get; set; }

    /// <summary>Whether there are changes that are not in the file.</summary>
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

    /// <summary>The bans that have not expired, in the order of the file.</summary>
    public IReadOnlyList<Ban> List() => [.. _current.Bans.Where(ban => !ban.IsOver(_time.GetUtcNow()))];

    /// <summary>The ban that covers an address; null if there is none.</summary>
    public Ban? Find(IPAddress address) => _current is { Bans.Count: > 0 } current ? current.Find(address, _time.GetUtcNow()) : null;

    /// <summary>The ban on a user's key, in its full form; null if there is none.</summary>
    public Ban? FindKey(string key) => _current.FindKey(key, _time.GetUtcNow());

    /// <summary>The bans of a user, by the name at the time of the ban.</summary>
    public IReadOnlyList<Ban> FindName(string name) => [.. List().Where(ban => ban.Name is { } banned && UserName.Comparer.Equals(banned, name))];

    /// <summary>Adds bans and writes them, all or none; a ban with the same target is replaced.</summary>
    public async Task AddAsync(params IReadOnlyCollection<Ban> bans)
    {
        Add(bans);
        await SaveAsync();
    }

    /// <summary>Removes bans and writes the change; false if none has these targets.</summary>
    public async Task<bool> RemoveAsync(params IReadOnlyCollection<BanTarget> targets)
    {
        if (!Remove(targets))
        {
            return false;
        }

        await SaveAsync();
        return true;
    }

    /// <summary>Adds bans without writing them yet; a ban with the same target is replaced.</summary>
    internal void Add(params IReadOnlyCollection<Ban> bans) => Change(bans.Select(ban => new BanChange(ban.Target, ban)));

    /// <summary>Removes bans without writing the change yet; false if none has these targets.</summary>
    /// <param name="targets">The targets.</param>
    /// <param name="by">Who does it; null if that is not known.</param>
    internal bool Remove(IReadOnlyCollection<BanTarget> targets, string? by = null)
    {
        if (_current.Bans.TrueForAll(ban => !targets.Contains(ban.Target)))
        {
            return false;
        }

        Change(targets.Select(target => new BanChange(target, null)), by);
        return true;
    }

    /// <summary>Writes the pending changes; returns why it failed, or null if it succeeded.</summary>
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

    /// <summary>Reads the file again if it changed; returns whether it did.</summary>
    /// <exception cref="BanFileException">It cannot be used; the bans stay as they were.</exception>
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

    private void Change(IEnumerable<BanChange> changes, string? by = null)
    {
        lock (_gate)
        {
            _unwritten.AddRange(changes);
            Refresh(by);
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

            // Changes the file's content and not the copy in memory: another process may have changed the file since.
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
        // The stamp is read first, so that a change in between is noticed next time.
        var stamp = _file.Stamp;
        var bans = _file.Read();
        lock (_gate)
        {
            (_written, _stamp) = (bans, stamp);
            Refresh();
        }
    }

    private void Refresh(string? by = null)
    {
        var former = _current;
        List<Ban> bans = [.. _written];
        _unwritten.ForEach(change => change.Apply(bans));
        _current = new BanSnapshot(bans);
        Changed?.Invoke(former, _current, by);
    }
}
