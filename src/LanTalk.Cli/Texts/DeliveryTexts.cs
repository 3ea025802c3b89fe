using LanTalk.Cli.Exits;
using LanTalk.Client.Events;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Texts;

/// <summary>The texts that tell a person how a delivery or a session ended.</summary>
internal sealed class DeliveryTexts
{
    private readonly HashSet<string> _offline = new(UserName.Comparer);

    /// <summary>Why something was not sent.</summary>
    public static string ReasonOf(NotSent failed) => failed switch
    {
        { Private: { } delivery, What.To: { } to } => PrivateTexts.Of(to, delivery) ?? "",
        { Reason: { } reason } => reason,
        _ => "the server does not say why",
    };

    /// <summary>How a session ended, if the user did not end it; null if there is nothing to say.</summary>
    public static string? Of(ChatEnding? ending) => ending switch
    {
        { Kind: ChatEndingKind.Lost, Text: null } => "the connection to the server is lost.",
        { Kind: ChatEndingKind.Refused, Text: { } reason } => $"the connection was lost, and the server does not let you in again: {SafeText.Clean(reason)}",
        { Kind: not ChatEndingKind.Left, Text: { } text } => SafeText.Clean(text),
        _ => null,
    };

    /// <summary>The exit code for the shell.</summary>
    public static int ExitCodeOf(ChatEnding? ending) => ending?.Kind switch
    {
        ChatEndingKind.Kicked or ChatEndingKind.Refused => ExitCode.Refused,
        ChatEndingKind.Lost or ChatEndingKind.Closed or ChatEndingKind.Broken => ExitCode.Network,
        _ => ExitCode.Done,
    };

    /// <summary>A note on a delivered message for its sender; null if there is none, or if it was already given for this recipient.</summary>
    public string? NoteOn(Delivered delivered)
    {
        if (delivered.What.To is not { } to)
        {
            return null;
        }

        if (delivered.By.Waits == true)
        {
            return _offline.Add(to) ? $"It waits: {SafeText.Clean(to)} is offline." : null;
        }

        _offline.Remove(to);
        return null;
    }
}
