using LanTalk.Cli.Exits;
using LanTalk.Client.Events;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Texts;

/// <summary>What a person is told of what became of a text, and of the session.</summary>
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

    /// <summary>How a session ended that the user did not end; null if there is nothing to say.</summary>
    public static string? Of(ChatEnding? ending) => ending switch
    {
        { Kind: ChatEndingKind.Lost, Text: null } => "the connection to the server is lost.",
        { Kind: ChatEndingKind.Refused, Text: { } reason } => $"the connection was lost, and the server does not let you in again: {SafeText.Clean(reason)}",
        { Kind: not ChatEndingKind.Left, Text: { } text } => SafeText.Clean(text),
        _ => null,
    };

    /// <summary>What the shell is told.</summary>
    public static int ExitCodeOf(ChatEnding? ending) => ending?.Kind switch
    {
        ChatEndingKind.Kicked or ChatEndingKind.Refused => ExitCode.Refused,
        ChatEndingKind.Lost or ChatEndingKind.Closed or ChatEndingKind.Broken => ExitCode.Network,
        _ => ExitCode.Done,
    };

    /// <summary>What is to be minded of a message that arrived; null if nothing is, or it was said of this user before.</summary>
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
