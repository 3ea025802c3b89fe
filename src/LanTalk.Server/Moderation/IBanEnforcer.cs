namespace LanTalk.Server.Moderation;

/// <summary>Disconnects users who are online and now banned.</summary>
internal interface IBanEnforcer
{
    /// <summary>Checks every session against the bans.</summary>
    void Enforce();
}
