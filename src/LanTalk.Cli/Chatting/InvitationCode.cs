using LanTalk.Cli.Texts;
using LanTalk.Protocol.Invitations;
using LanTalk.Protocol.Messages;
using LanTalk.Terminal.Devices;
using LanTalk.Terminal.Prompts;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Chatting;

/// <summary>Shows the QR codes of invitations above the prompt. The link below it is shown like any other message.</summary>
/// <param name="prompt">The prompt.</param>
internal sealed class InvitationCode(Prompt prompt)
{
    /// <summary>Whether codes can be drawn at all. Where lines are read aloud, they cannot.</summary>
    public Func<bool> IsPossible { get; init; } = () => CodePicture.IsPossible && !prompt.IsPlain && prompt.Theme != Theme.None;

    /// <summary>The size of the terminal.</summary>
    public Func<(int Columns, int Rows)> Size { get; init; } = () => TerminalCapabilities.Size;

    /// <summary>Shows the code of an invitation, or that there is no room for it.</summary>
    public void Show(Invitation invitation)
    {
        if (!IsPossible() || QrModules.TryRead(invitation.Qr, invitation.QrSize) is not { } code)
        {
            return;
        }

        // A long link takes several rows.
        var (columns, rows) = Size();
        if (!CodePicture.Fits(code, (columns, rows), moreRows: invitation.Url.Length / columns))
        {
            prompt.WriteLine(new StyledText((CodePicture.TooSmall(code), Style.System)));
            return;
        }

        foreach (var line in CodePicture.Lines(code))
        {
            prompt.WriteLine(line);
        }
    }
}
