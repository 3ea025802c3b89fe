using LanTalk.Plugins.Wire;

namespace LanTalk.Plugins;

/// <summary>A text that waits for the filter's verdict.</summary>
public sealed class FilteredText
{
    internal FilteredText(IncomingLine line) => (User, Room, Text) = (line.User ?? "", line.Room ?? Plugin.Lobby, line.Text ?? "");

    /// <summary>Its author.</summary>
    public string User { get; }

    /// <summary>The room in which it is said.</summary>
    public string Room { get; }

    /// <summary>The text.</summary>
    public string Text { get; }
}

/// <summary>What a filter decides about a text.</summary>
public sealed class Verdict
{
    private readonly OutgoingLine _line;

    private Verdict(OutgoingLine line) => _line = line;

    /// <summary>The text is said as it is.</summary>
    public static Verdict Pass { get; } = new(new OutgoingLine("verdict") { Pass = true });

    /// <summary>Another text is said instead.</summary>
    /// <param name="text">The other text.</param>
    public static Verdict Replace(string text) => new(new OutgoingLine("verdict") { Replace = text });

    /// <summary>The text is not said.</summary>
    /// <param name="reason">The reason, which its author is told.</param>
    public static Verdict Refuse(string reason) => new(new OutgoingLine("verdict") { Refuse = reason });

    /// <summary>The text is not said, and its author is muted. It needs the permission <c>mute</c>.</summary>
    /// <param name="duration">How long, such as <c>10m</c>.</param>
    public static Verdict Mute(string duration) => new(new OutgoingLine("verdict") { Mute = duration });

    internal OutgoingLine LineFor(long call) => _line with { Call = call };
}
