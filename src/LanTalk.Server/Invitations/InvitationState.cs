namespace LanTalk.Server.Invitations;

/// <summary>Whether an invitation lets a user in, and why not.</summary>
internal enum InvitationState
{
    /// <summary>It lets the user in.</summary>
    Valid,

    /// <summary>There is none with that key, or none any more.</summary>
    Unknown,

    /// <summary>It has let in as many others as it may.</summary>
    UsedUp,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>Somebody has revoked it.</summary>
    Revoked,
}
