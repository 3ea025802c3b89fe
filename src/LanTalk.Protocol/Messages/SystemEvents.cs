namespace LanTalk.Protocol.Messages;

/// <summary>The values of <see cref="SystemMessage.Event"/>. A client treats one that it does not know as plain text.</summary>
public static class SystemEvents
{
    /// <summary>A user came into the room.</summary>
    public const string Join = "join";

    /// <summary>A user left the room.</summary>
    public const string Leave = "leave";

    /// <summary>Users joined and left, too many to be announced one by one; the text says how many.</summary>
    public const string Crowd = "crowd";

    /// <summary>A user has a new name.</summary>
    public const string Nick = "nick";

    /// <summary>A room has a new topic, or no longer has one; the text says which.</summary>
    public const string Topic = "topic";

    /// <summary>A share was removed.</summary>
    public const string Unsend = "unsend";

    /// <summary>The messages before this were posted before the user came; later ones are new.</summary>
    public const string Backlog = "backlog";

    /// <summary>The answer to a command.</summary>
    public const string Reply = "reply";

    /// <summary>A message was refused and reached nobody.</summary>
    public const string Refused = "refused";

    /// <summary>This session was ended by the operator or by a rule; the connection closes.</summary>
    public const string Kick = "kick";

    /// <summary>This session ends for a technical reason (silence, a broken line); the connection closes.</summary>
    public const string Closed = "closed";

    /// <summary>The server shuts down; the connection closes.</summary>
    public const string Shutdown = "shutdown";
}
