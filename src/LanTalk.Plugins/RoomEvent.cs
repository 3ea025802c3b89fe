using LanTalk.Plugins.Wire;

namespace LanTalk.Plugins;

/// <summary>Something happened in a room or on the server.</summary>
public sealed class RoomEvent
{
    internal RoomEvent(IncomingLine line)
    {
        Event = line.Type == "gap" ? "gap" : line.Event ?? "";
        Room = line.Room ?? (line.Type == "event" ? null : Plugin.Lobby);
        (User, Name, Topic, Text) = (line.User ?? "", line.Name, line.Topic, line.Text ?? "");
        (From, To) = (line.From, line.To);
        Share = SharedFiles.NumberIn(line);
        (By, Target, Reason) = (line.By, line.Target, line.Reason);
        Until = line.Until is { } until ? DateTimeOffset.FromUnixTimeMilliseconds(until) : null;
    }

    /// <summary>
    /// What happened. In rooms: <c>join</c>, <c>leave</c>, <c>nick</c>, <c>topic</c> and others. On the server: <c>start</c>, <c>mute</c>, <c>unmute</c>,
    /// <c>kick</c>, <c>ban</c> and <c>unban</c>. And <c>gap</c>, if messages were left out.
    /// </summary>
    public string Event { get; }

    /// <summary>The room; null if it happened in none.</summary>
    public string? Room { get; }

    /// <summary>The user it happened to; empty if there is none.</summary>
    public string User { get; }

    /// <summary>For <c>nick</c>, the new name.</summary>
    public string? Name { get; }

    /// <summary>For <c>topic</c>, the new topic; null if there is none any more.</summary>
    public string? Topic { get; }

    /// <summary>What happened, for people; its wording may change.</summary>
    public string Text { get; }

    /// <summary>For <c>gap</c>, the first message that was left out.</summary>
    public long? From { get; }

    /// <summary>For <c>gap</c>, the last message that was left out.</summary>
    public long? To { get; }

    /// <summary>
    /// For <c>mute</c>, <c>unmute</c>, <c>kick</c>, <c>ban</c> and <c>unban</c>: the operator or the plug-in that did it; null if that is not known.
    /// </summary>
    public string? By { get; }

    /// <summary>For <c>ban</c> and <c>unban</c>: what is banned, in the words of the server's console, such as <c>10.1.2.3</c> or <c>10.1.0.0/16</c>.</summary>
    public string? Target { get; }

    /// <summary>For <c>mute</c> and <c>ban</c>: when it ends; null if it does not end by itself.</summary>
    public DateTimeOffset? Until { get; }

    /// <summary>For <c>kick</c> and <c>ban</c>: the reason; null if none was given.</summary>
    public string? Reason { get; }

    /// <summary>For <c>unsend</c>: the number of the share that was removed.</summary>
    public long? Share { get; }
}
