using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;
using LanTalk.Server.Configuration;
using LanTalk.Server.Dialects;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Chat;

/// <summary>
/// Ends sessions. A user with a key whose connection breaks stays online for the grace period: nobody is told, and the name stays taken.
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
    /// Finds the session that a user's new one continues, by name and key: an awaited one, or any if the client says that it comes back. Null if
    /// there is none: a second client of a user who is online counts as somebody else, and needs another name.
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

    /// <summary>
    /// Replaces a user's former session by the new one, and ends the former if it is still open; false if it has just departed or changed its name.
    /// </summary>
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

        former.End(SystemEvents.Closed, "You logged in again from elsewhere.", departure: null);
        return true;
    }

    /// <summary>Called when a session's connection is no longer read: announces the departure, unless the user may come back.</summary>
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
            // The session was ended for another reason just before it became awaited.
            GiveUp(session, session.Ending.Departure);
        }

        await session.Ending.CompleteAsync(LastWordPatience);
    }

    /// <summary>Removes a user who is online or in its grace period.</summary>
    /// <param name="session">The user's session.</param>
    /// <param name="notice">The last message that the user gets.</param>
    /// <param name="departure">The text that others see after the name, such as "was kicked".</param>
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

    /// <summary>Ends a user's grace period; does nothing if it is not awaited.</summary>
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
            // Others learn that the user left before anybody can take the name.
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
