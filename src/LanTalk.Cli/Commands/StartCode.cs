using LanTalk.Cli.Exits;
using LanTalk.Cli.Terminals;
using LanTalk.Cli.Texts;
using LanTalk.Server.Configuration;
using LanTalk.Server.Invitations;
using LanTalk.Terminal.Devices;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Commands;

/// <summary>The QR code that a server shows at its start, where its console is a terminal.</summary>
/// <param name="inviter">Makes invitations.</param>
/// <param name="publisher">Knows where the server is.</param>
/// <param name="output">The console.</param>
internal sealed class StartCode(Inviter inviter, LocationPublisher publisher, OutputQueue output)
{
    /// <summary>
    /// Shows a code that nobody asked for, if everything before it stays in sight. It lets nobody in without the password: whoever looks over the
    /// operator's shoulder would have it.
    /// </summary>
    /// <param name="rowsBefore">How many rows the console has shown before.</param>
    public void ShowLink(int rowsBefore)
    {
        var invited = inviter.LinkTo(publisher.Location);
        if (CodePicture.IsPossible && publisher.Location.Policy != InvitePolicy.Off
            && CodePicture.Fits(QrEncoder.Encode(invited.Link.ToUrl()), TerminalCapabilities.Size, rowsBefore))
        {
            Show(invited);
        }
    }

    /// <summary>Shows the code of an invitation that was asked for.</summary>
    /// <param name="by">The operator's name.</param>
    public async Task InviteAsync(string by)
    {
        var (invited, problem) = await inviter.InviteAsync(new InvitationRequest(), publisher.Location, by);
        if (invited is null)
        {
            throw new ToolException(ExitCode.Usage, $"--qr: {problem}");
        }

        foreach (var line in InvitationTexts.Of(invited, TimeZoneInfo.Local, "/invite on"))
        {
            output.Add(new OutputLine($"  {line}"));
        }

        Show(invited);
    }

    private void Show(Invited invited)
    {
        var url = invited.Link.ToUrl();
        var code = QrEncoder.Encode(url);
        if (!CodePicture.IsPossible || !CodePicture.Fits(code, TerminalCapabilities.Size))
        {
            output.Add(new OutputLine($"  {CodePicture.TooSmall(code)}"));
        }
        else
        {
            output.Add([.. CodePicture.Lines(code).Select(line => new OutputLine(line))]);
        }

        output.Add(new OutputLine(new StyledText((url, Style.Reply))));
    }
}
