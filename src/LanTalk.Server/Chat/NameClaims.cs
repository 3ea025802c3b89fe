using System.Collections.Concurrent;
using LanTalk.Server.History;
using LanTalk.Server.Sessions;
using LanTalk.Server.Users;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Chat;

/// <summary>
/// Makes users with keys the owners of their names once they have <see cref="Session.HasSettled">settled</see>, and remembers the owners' identities.
/// A client that logs in with a new key and name each time therefore leaves nothing behind; and one address can settle only so many names a day.
/// </summary>
internal sealed partial class NameClaims : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly NameRegistry _names;
    private readonly ClaimQuota _quota;
    private readonly IPrivateStore _store;
    private readonly StoreWork _work;
    private readonly ILogger<NameClaims> _logger;
    private readonly ITimer _timer;
    private readonly ConcurrentDictionary<Session, bool> _newcomers = new();

    public NameClaims(NameRegistry names, ClaimQuota quota, IPrivateStore store, StoreWork work, TimeProvider time, ILogger<NameClaims> logger)
    {
        (_names, _quota, _store, _work, _logger) = (names, quota, store, work, logger);
        _timer = time.CreateTimer(_ => Look(), null, Interval, Interval);
    }

    /// <summary>Called when a user came online.</summary>
    public void Begin(Session session)
    {
        if (session.User.Identity is not null && !TryUse(session))
        {
            _newcomers.TryAdd(session, true);
        }
    }

    /// <summary>Called when a user changed its name.</summary>
    public void Rename(Session session, string formerName)
    {
        _names.Leave(formerName, session.User.Identity);
        if (session.User.Identity is not null && !TryUse(session) && !TryClaim(session))
        {
            _newcomers.TryAdd(session, true);
        }
    }

    /// <summary>Called when a user's connection is no longer read.</summary>
    public async Task EndAsync(Session session)
    {
        _newcomers.TryRemove(session, out _);
        if (session.User.Identity is not null && (TryUse(session) || TryClaim(session)))
        {
            await RememberAsync(session);
        }
    }

    /// <summary>Called when a user is gone: its name was in use until now.</summary>
    public void Leave(Session session) => _names.Leave(session.Name, session.User.Identity);

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        foreach (var (session, _) in _newcomers)
        {
            if (!session.Ending.IsRequested && session.HasSettled)
            {
                _newcomers.TryRemove(session, out _);
                if (TryClaim(session))
                {
                    _ = RememberAsync(session);
                }
            }
        }
    }

    /// <summary>Records the use of a name by its owner; false if the user does not own it.</summary>
    private bool TryUse(Session session)
    {
        var isOwner = _names.Owns(session.Name, session.User.Identity);
        if (isOwner)
        {
            _names.Use(session.Name, session.User.Identity, session.IsFromBrowser);
        }

        return isOwner;
    }

    /// <summary>
    /// Makes the user the owner of its name; false if it has not settled, somebody else owns the name, or its address has claimed too many.
    /// </summary>
    private bool TryClaim(Session session)
    {
        if (!session.HasSettled || !_names.MayUse(session.Name, session.User.Identity))
        {
            return false;
        }

        if (!_quota.TryTake(session.Address))
        {
            LogTooMany(session.Name, ClaimQuota.PerDay, session.Address.ToString());
            return false;
        }

        _names.Use(session.Name, session.User.Identity, session.IsFromBrowser);
        return true;
    }

    private async Task RememberAsync(Session session)
    {
        try
        {
            await _work.RunAsync(session, () =>
            {
                _store.Remember(session.User.Identity!);
                return true;
            });
        }
        catch (StoreException e)
        {
            // The next try is when the user leaves or comes back.
            LogNotRemembered(e.Message);
        }
    }

    [LoggerMessage(LogLevel.Debug, "{Name} does not own its name: {Count} were claimed today from {Address}")]
    private partial void LogTooMany(string name, int count, string address);

    [LoggerMessage(LogLevel.Warning, "Users' keys are not stored, so nobody can write to them while they are offline: {Cause}")]
    private partial void LogNotRemembered(string cause);
}
