using LanTalk.Protocol.Messages;
using LanTalk.Server.Connections;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Moderation;

/// <summary>Disconnects those who are online and now banned.</summary>
internal sealed class BanEnforcer(BanStore bans, ConnectionRegistry connections)
{
    /// <summary>Holds every session against the bans.</summary>
    public void Enforce()
    {
        foreach (var connection in connections.All)
        {
            Enforce(connection);
        }
    }

    /// <summary>Holds one session against the bans.</summary>
    public void Enforce(ChatConnection connection)
    {
        if (connection.Session is { IsEnding: false } session && FindBan(session) is { } ban)
        {
            session.End(SystemEvents.Kick, ban.Notice, "was banned");
        }
    }

    private Ban? FindBan(Session session) =>
        bans.Find(session.Address) ?? (session.User.Identity is { } identity ? bans.FindKey(identity.FullForm) : null);
}
