using LanTalk.Cli.Texts;
using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Operator;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Terminals;

/// <summary>One line on its way to an output.</summary>
/// <param name="Text">The line.</param>
internal readonly record struct OutputLine(StyledText Text)
{
    /// <summary>Shows the line on a screen, perhaps changing more than one line; null if only the line itself is shown.</summary>
    public Action? Act { get; init; }

    /// <summary>A message as the operator sees it.</summary>
    public static OutputLine Of(ServerMessage message) => new(message switch
    {
        SentPrivately sent => MessageFormatter.EchoPrivate(sent.Timestamp, sent.To, sent.Text, isSealed: false, Viewpoint.Nobody),
        RoomState state => MessageFormatter.Format(new Entered(state, IsReturn: false), Viewpoint.Nobody)
            ?? $"[{state.Timestamp}] *** You are in {state.Room}. ***",
        _ => MessageFormatter.Format(message, Viewpoint.Nobody),
    });
}
