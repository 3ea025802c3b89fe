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
    }

    /// <summary>
    /// What happened. In rooms: <c>join</c>, <c>leave</c>, <c>nick</c>, <c>topic</c> and others; on the server: <c>start</c>; <c>gap</c> if messages were left
    /// out.
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
}
