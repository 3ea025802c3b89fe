using LanTalk.Protocol.Messages;
using LanTalk.Server.Moderation;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Chat;

/// <summary>Disconnects those who are online and now banned, and waits no longer for those whose connection is broken.</summary>
internal sealed class BanEnforcer(BanStore bans, SessionRegistry sessions, Departures departures) : IBanEnforcer
{
    private const string Departure = "was banned";

    /// <inheritdoc/>
    public void Enforce()
    {
        foreach (var session in sessions.All)
        {
            Enforce(session);
        }
    }

    /// <summary>Holds one session against the bans.</summary>
    public void Enforce(Session session)
    {
        if (FindBan(session) is { } ban)
        {
            session.End(SystemEvents.Kick, ban.Notice, Departure);
            departures.GiveUp(session, Departure);
        }
    }

    private Ban? FindBan(Session session) =>
        bans.Find(session.Address) ?? (session.User.Identity is { } identity ? bans.FindKey(identity.FullForm) : null);
}
