using LanTalk.Server.Moderation;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Chat;

/// <summary>Disconnects users who are online and now banned, and ends the grace period of disconnected ones.</summary>
internal sealed class BanEnforcer(BanStore bans, SessionRegistry sessions, Departures departures) : IBanEnforcer
{
    /// <inheritdoc/>
    public void Enforce()
    {
        foreach (var session in sessions.All)
        {
            Enforce(session);
        }
    }

    /// <summary>Checks one session against the bans.</summary>
    public void Enforce(Session session)
    {
        if (FindBan(session) is { } ban)
        {
            departures.Expel(session, ban.Notice, "was banned");
        }
    }

    private Ban? FindBan(Session session) =>
        bans.Find(session.Address) ?? (session.User.Identity is { } identity ? bans.FindKey(identity.FullForm) : null);
}
