using LanTalk.Protocol.Messages;
using LanTalk.Server.Moderation;

namespace LanTalk.Server.Sessions;

/// <summary>Disconnects those who are online and now banned.</summary>
internal sealed class BanEnforcer(BanStore bans, SessionRegistry sessions) : IBanEnforcer
{
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
        if (!session.IsEnding && FindBan(session) is { } ban)
        {
            session.End(SystemEvents.Kick, ban.Notice, "was banned");
        }
    }

    private Ban? FindBan(Session session) =>
        bans.Find(session.Address) ?? (session.User.Identity is { } identity ? bans.FindKey(identity.FullForm) : null);
}
