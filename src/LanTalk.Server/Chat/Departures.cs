using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;
using LanTalk.Server.Configuration;
using LanTalk.Server.Dialects;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Chat;

/// <summary>
/// The end of sessions. Whose connection only broke, and who has a key to be known by, is waited for: until the time is over nobody is told, and
/// the name stays taken.
/// </summary>
internal sealed class Departures(
    LanTalkServerOptions options,
    Announcements announcements,
    RoomVisits visits,
    SessionRegistry registry,
    NameClaims claims,
    TimeProvider time) : IDisposable
{
    /// <summary>How long a session that ends may take to receive its last messages.</summary>
    private static readonly TimeSpan LastWordPatience = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly AwaitedUsers _awaited = new();

    /// <summary>
    /// The session that a user's new one continues, by name and key: one that is waited for, or any if the client says that it comes back.
    /// Null if there is none: a second client of a user who is there is somebody else, and needs another name.
    /// </summary>
    public Session? FindFormer(string name, UserIdentity? identity, bool saysSo)
    {
        if (identity is null || registry.Find(name) is not { } former || former.User.Sender != identity.FullForm)
        {
            return null;
        }

        lock (_gate)
        {
            return saysSo || _awaited.Contains(former) ? former : null;
        }
    }

    /// <summary>Puts a user's new session in the place of the former one, which ends if it has not; false if that has just departed or changed its name.</summary>
    public bool TryReplace(Session former, Session session)
    {
        if (!registry.TryReplace(former, session))
        {
            return false;
        }

        if (Forget(former))
        {
            visits.Exit(former);
        }

        former.End(SystemEvents.Closed, "You came in again from elsewhere.", departure: null);
        return true;
    }

    /// <summary>A session's connection is read no more: says goodbye, unless the user may come back.</summary>
    public async Task LeaveAsync(Session session)
    {
        await claims.EndAsync(session);
        var mayComeBack = !session.Ending.IsRequested
            && session.User.Identity is not null && session.Dialect.Has(DialectFeatures.Resume) && options.Grace > TimeSpan.Zero;
        if (mayComeBack)
        {
            Await(session);
        }

        var isFirst = session.Ending.TryRequest(mayComeBack ? "was disconnected" : "left");
        if (!mayComeBack)
        {
            Finish(session, session.Ending.Departure);
        }
        else if (!isFirst)
        {
            // Somebody ended it for another reason just before it was waited for.
            GiveUp(session, session.Ending.Departure);
        }

        await session.Ending.CompleteAsync(LastWordPatience);
    }

    /// <summary>Removes a user who is online or waited for after a broken connection.</summary>
    /// <param name="session">The user's session.</param>
    /// <param name="notice">Its last word.</param>
    /// <param name="departure">What others are told after the name, such as "was kicked".</param>
    public void Expel(Session session, string notice, string departure)
    {
        session.End(SystemEvents.Kick, notice, departure);
        GiveUp(session, departure);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _awaited.Clear();
        }
    }

    private void Await(Session session)
    {
        lock (_gate)
        {
            _awaited.Add(session, time.CreateTimer(_ => GiveUp(session, session.Ending.Departure), null, options.Grace, Timeout.InfiniteTimeSpan));
        }

        while (FindSurplus(session) is { } surplus)
        {
            GiveUp(surplus, surplus.Ending.Departure);
        }
    }

    private Session? FindSurplus(Session latest)
    {
        lock (_gate)
        {
            return _awaited.FindSurplus(latest.Address, isFull: options.MaxSessions > 0 && registry.Count > options.MaxSessions);
        }
    }

    /// <summary>Stops waiting for a user; does nothing if it is not waited for.</summary>
    private void GiveUp(Session session, string? departure)
    {
        if (Forget(session))
        {
            Finish(session, departure);
        }
    }

    private bool Forget(Session session)
    {
        lock (_gate)
        {
            return _awaited.Remove(session);
        }
    }

    private void Finish(Session session, string? departure)
    {
        if (registry.TryDepart(session))
        {
            // Others learn that the user left before somebody else can come by that name.
            if (departure is not null)
            {
                announcements.Departed(session, departure);
            }

            registry.Remove(session);
            claims.Leave(session);
        }

        visits.Exit(session);
    }
}
