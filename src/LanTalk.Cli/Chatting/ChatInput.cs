using System.Globalization;
using LanTalk.Cli.Lines;
using LanTalk.Cli.Settings;
using LanTalk.Cli.Texts;
using LanTalk.Client.Configuration;
using LanTalk.Client.Events;
using LanTalk.Client.Sessions;
using LanTalk.Protocol.Text;
using LanTalk.Terminal.Prompts;

namespace LanTalk.Cli.Chatting;

/// <summary>Handles what the user types at a prompt: sends it, or runs a command that belongs to the client.</summary>
/// <param name="session">The session.</param>
/// <param name="screen">Shows the results.</param>
/// <param name="prompt">Where it was typed.</param>
/// <param name="settings">Stores the user's settings.</param>
internal sealed class ChatInput(IChatSession session, ChatScreen screen, Prompt prompt, SettingsFile settings)
{
    /// <summary>Sends and gets files; null where there are none.</summary>
    public ChatFiles? Files { get; init; }

    private readonly ChatHelp _help = new(session, screen, prompt);

    /// <summary>Handles typed input. A text of several lines is one message.</summary>
    /// <returns>Whether the user wants to leave.</returns>
    /// <exception cref="IOException">The session has ended.</exception>
    public async Task<bool> DoAsync(PromptInput input, CancellationToken ended)
    {
        var text = SafeText.WithLineFeeds(input.Text);
        if (string.IsNullOrWhiteSpace(text))
        {
            return false;
        }

        if (LineCheck.ProblemOf(text, CommandPlaces.Prompt, screen.Roster.Commands) is { } slip)
        {
            TellNotSent(slip, text);
            return false;
        }

        if (ChatPlace.ProblemOf(text, input.Place) is { } misplaced)
        {
            TellNotSent(misplaced, text);
            return false;
        }

        if (text.Trim().Contains('\n', StringComparison.Ordinal))
        {
            await SayAsync(ChatLine.ParseLines(text, input.Place), text, ended);
            return false;
        }

        if (input.BeginsWithPaste && text.StartsWith($"{SlashRule.Slash}{SlashRule.Slash}", StringComparison.Ordinal))
        {
            // A comment or an address. A user who wants to send less types just that.
            await SayAsync(ChatLine.Text(text, input.Place), text, ended);
            return false;
        }

        if (ClientCommands.IsQuit(text))
        {
            return true;
        }

        await DoAsync(text, input.Place, ended);
        return false;
    }

    /// <summary>
    /// Returns to the rooms of the last visit and to those asked for now, and shows the last of these, or the room that was shown before.
    /// </summary>
    public async Task ComeBackAsync(Visit before, IReadOnlyList<string> rooms, CancellationToken ended)
    {
        var shown = rooms.Count > 0 ? rooms[^1] : before.Shown;
        foreach (var room in before.Rooms.Concat(rooms).Distinct(StringComparer.Ordinal))
        {
            var step = await RoomSteps.JoinAsync(session, room, ended);
            if (step.Room is null)
            {
                screen.TellProblem(step.Problem!);
            }
            else if (room == shown)
            {
                screen.GoTo(room);
            }
        }
    }

    /// <summary>Drops everything that is not sent yet.</summary>
    /// <param name="waiting">How many texts were still queued.</param>
    public void Cancel(int waiting)
    {
        var count = waiting + session.CancelUnsent().Count;
        screen.Tell([count switch
        {
            0 => "There is nothing to cancel: all that you typed is sent or on its way.",
            1 => "Cancelled: one text is not sent.",
            _ => string.Create(CultureInfo.InvariantCulture, $"Cancelled: {count} texts are not sent."),
        }]);
    }

    /// <summary>Joins a room and shows it.</summary>
    public async Task JoinAsync(string typed, CancellationToken ended)
    {
        var step = await RoomSteps.JoinAsync(session, typed, ended);
        if (step.Room is { } room)
        {
            screen.GoTo(room);
        }
        else
        {
            screen.TellProblem(step.Problem!);
        }
    }

    private async Task DoAsync(string line, string place, CancellationToken ended)
    {
        switch (ClientCommands.Of(line, out var argument))
        {
            case ClientCommands.Join when session.HasRooms:
                await JoinAsync(argument, ended);
                break;
            case ClientCommands.Leave when ChatPlace.UserOf(argument.Length == 0 ? place : argument) is not null:
                screen.Close(argument.Length == 0 ? place : argument);
                break;
            case ClientCommands.Private when argument.Length > 0 && FirstWord.Split(argument).Remainder.Length == 0:
                WindowSteps.GoToUser(screen, argument);
                break;
            case ClientCommands.Leave when session.HasRooms:
                await LeaveAsync(argument.Length == 0 ? place : argument, ended);
                break;
            case (ClientCommands.Send or ClientCommands.Get or ClientCommands.Cancel) and var command:
                prompt.EchoCommand(line);
                DoFiles(command, argument, place);
                break;
            case ClientCommands.Verify:
                prompt.EchoCommand(line);
                await VerifyAsync(argument, ended);
                break;
            case ClientCommands.Set:
                prompt.EchoCommand(line);
                Set(argument);
                break;
            case ClientCommands.Clear:
                prompt.ClearScreen();
                break;
            case ClientCommands.Window:
                WindowSteps.GoToNumber(screen, argument);
                break;
            case ClientCommands.Help when await _help.TryAnswerAsync(line, argument, ended):
                break;
            default:
                await SayAsync(ChatLine.Parse(line, place), line, ended);
                break;
        }
    }

    private void DoFiles(string command, string argument, string place)
    {
        switch (Files)
        {
            case null:
                screen.TellProblem("There are no files on this server.");
                break;
            case var files when command == ClientCommands.Send:
                files.Send(argument, place);
                break;
            case var files when command == ClientCommands.Get:
                files.Get(argument, place);
                break;
            case var files:
                files.Cancel(argument);
                break;
        }
    }

    private async Task SayAsync(Outgoing outgoing, string typed, CancellationToken ended)
    {
        if (TextLimit.ProblemOf(session, outgoing.Text) is { } problem)
        {
            TellNotSent($"{problem}. The text is there again to be made shorter.", typed);
            return;
        }

        if (outgoing.IsCommand)
        {
            prompt.EchoCommand(typed);
        }

        await session.SendAsync(outgoing, ended);
    }

    private void TellNotSent(string problem, string typed)
    {
        screen.TellProblem($"Not sent: {problem}");
        prompt.TryOffer(typed);
    }

    private async Task LeaveAsync(string typed, CancellationToken ended)
    {
        var step = await RoomSteps.LeaveAsync(session, typed, ended);
        if (step.Room is { } room && screen.Rooms.Contains(room, StringComparer.Ordinal))
        {
            screen.Close(room);
        }
        else
        {
            screen.TellProblem(step.Problem ?? $"You are not in {step.Room}.");
        }
    }

    private async Task VerifyAsync(string user, CancellationToken ended)
    {
        try
        {
            screen.Tell(user.Length == 0 ? ["/verify takes the name of a user."] : PrivateTexts.Of(await session.VerifyAsync(user, ended)));
        }
        catch (IOException e)
        {
            screen.TellProblem(e.Message);
        }
    }

    private void Set(string argument)
    {
        var (name, value) = FirstWord.Split(argument);
        if (value.Length == 0)
        {
            var shown = ClientSettings.All.Where(setting => name.Length == 0 || setting.Name == name).ToList();
            screen.Tell(shown.Select(setting => $"{setting.Name} = {screen.Settings[setting.Name]}: {setting.Help}"));
            if (shown.Count == 0)
            {
                screen.TellProblem($"There is no setting '{SafeText.Clean(name)}'. /set lists them.");
            }

            return;
        }

        try
        {
            screen.Settings = settings.Set(name, value);
            screen.Tell([$"{name} is {value} from now on.{(name is "plain" or "name" ? " It takes effect at your next join." : "")}"]);
        }
        catch (Exception e) when (e is ArgumentException or ConfigFileException)
        {
            screen.TellProblem($"Not set: {SafeText.Clean(e.Message)}.");
        }
    }
}
