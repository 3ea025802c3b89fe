using LanTalk.Plugins.Wire;

namespace LanTalk.Plugins;

/// <summary>Somebody said something in a room.</summary>
public sealed class RoomMessage
{
    internal RoomMessage(IncomingLine line)
    {
        (Room, User, Text) = (line.Room ?? Plugin.Lobby, line.User ?? "", line.Text ?? "");
        (Id, IsAction, IsBot) = (line.Id, line.Action, line.Bot);
        Share = SharedFiles.Of(line);
        At = line.At is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
    }

    /// <summary>The room.</summary>
    public string Room { get; }

    /// <summary>Who said it.</summary>
    public string User { get; }

    /// <summary>What was said.</summary>
    public string Text { get; }

    /// <summary>The message's number in its room.</summary>
    public long? Id { get; }

    /// <summary>When it was said.</summary>
    public DateTimeOffset? At { get; }

    /// <summary>Whether the text tells what the user does, as with <c>/me</c>.</summary>
    public bool IsAction { get; }

    /// <summary>Whether a plug-in said it.</summary>
    public bool IsBot { get; }

    /// <summary>The files that it announces; null for a text.</summary>
    public SharedFiles? Share { get; }
}
