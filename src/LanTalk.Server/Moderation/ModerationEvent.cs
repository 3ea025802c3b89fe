namespace LanTalk.Server.Moderation;

/// <summary>What is done to users.</summary>
internal enum ModerationKind
{
    /// <summary>A user is muted.</summary>
    Mute,

    /// <summary>A mute is ended before its time.</summary>
    Unmute,

    /// <summary>A user is disconnected.</summary>
    Kick,

    /// <summary>A ban is imposed or changed.</summary>
    Ban,

    /// <summary>A ban is ended before its time.</summary>
    Unban,
}

/// <summary>Something that was done to a user, or to an address or a key.</summary>
/// <param name="Kind">What.</param>
/// <param name="User">The name of the user; null if a ban names none.</param>
/// <param name="By">Who did it; null if that is not known.</param>
internal sealed record ModerationEvent(ModerationKind Kind, string? User, string? By)
{
    /// <summary>What is banned, in the words of the console; null if it is no ban.</summary>
    public string? Target { get; init; }

    /// <summary>When it ends, in UTC; null if it does not end by itself.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The reason; null if none was given.</summary>
    public string? Reason { get; init; }
}
