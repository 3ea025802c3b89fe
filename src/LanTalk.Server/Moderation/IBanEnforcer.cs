namespace LanTalk.Server.Moderation;

/// <summary>Disconnects those who are online and now banned.</summary>
internal interface IBanEnforcer
{
    /// <summary>Holds every session against the bans.</summary>
    void Enforce();
}
