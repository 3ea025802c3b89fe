namespace LanTalk.Server.Configuration;

/// <summary>The people who may make invitations.</summary>
public enum InvitePolicy
{
    /// <summary>Every user, and the operator.</summary>
    Everybody,

    /// <summary>The operator alone.</summary>
    Operator,

    /// <summary>Nobody; those that were made before let nobody in.</summary>
    Off,
}
