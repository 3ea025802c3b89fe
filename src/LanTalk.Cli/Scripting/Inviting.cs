using LanTalk.Cli.Exits;
using LanTalk.Cli.Texts;
using LanTalk.Client.Events;
using LanTalk.Client.Sessions;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Scripting;

/// <summary>Asks a server for an invitation, as one of its users, and leaves.</summary>
/// <param name="session">The session.</param>
/// <param name="notes">Told what the server says of the invitation.</param>
internal sealed class Inviting(IChatSession session, Notes notes)
{
    /// <summary>The invitation that a command of <c>/invite</c> yields.</summary>
    /// <exception cref="ToolException">The server made none.</exception>
    public async Task<Invitation> AskAsync(string command, CancellationToken stopping)
    {
        Invitation? made = null;
        string? problem = null;
        await session.SendAsync(Outgoing.Say(command, null), stopping);
        await foreach (var happened in session.ReadAllAsync(stopping))
        {
            switch (happened)
            {
                case Received { Message: Invitation invitation }:
                    made = invitation;
                    break;
                case Received { Message: SystemMessage { Event: SystemEvents.Refused, Text: var text } }:
                    problem = text;
                    break;
                case Received { Message: SystemMessage { Event: SystemEvents.Reply, Text: var text } }:
                    notes.Say(SafeText.Clean(text));
                    break;
                case NotSent failed:
                    problem = DeliveryTexts.ReasonOf(failed);
                    await session.QuitAsync(stopping);
                    break;
                case Answered:
                    await session.QuitAsync(stopping);
                    break;
            }
        }

        return made is { Url.Length: > 0 }
            ? made
            : throw new ToolException(ExitCode.Refused, SafeText.Clean(problem ?? DeliveryTexts.Of(session.Ending) ?? "The server made no invitation."));
    }
}
