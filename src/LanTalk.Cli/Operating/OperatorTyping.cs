using LanTalk.Cli.Chatting;
using LanTalk.Cli.Lines;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;
using LanTalk.Server.Operator;
using LanTalk.Terminal.Prompts;

namespace LanTalk.Cli.Operating;

/// <summary>Sorts what the operator types: the screen's own commands are handled there, the rest goes to the server.</summary>
/// <param name="screen">The screen.</param>
/// <param name="prompt">The prompt that it is typed at.</param>
/// <param name="show">Queues an act for the thread that shows things, without waiting.</param>
internal sealed class OperatorTyping(ChatScreen screen, Prompt prompt, Action<Action> show)
{
    private static readonly IReadOnlyList<CommandInfo> Own =
        [.. ClientCommands.OfPrompt.Where(command => command.Name is ClientCommands.Window or ClientCommands.Clear or ClientCommands.Say)];

    /// <summary>The screen's own commands to list beside the server's, each with its aliases.</summary>
    public static IEnumerable<CommandInfo> CommandsBeside(IEnumerable<CommandInfo> server) => ClientCommands.WithAliases(server.Concat(Own));

    /// <summary>The line for the server to handle; null if the screen handles it.</summary>
    public OperatorLine? Do(PromptInput input)
    {
        var (text, place) = (input.Text, input.Place);
        var isLine = !text.Contains('\n', StringComparison.Ordinal);
        if (isLine && input.BeginsWithPaste && !SlashRule.IsCommand(text))
        {
            text = SlashRule.Saying(text);
        }

        if (!isLine || ClientCommands.Of(text, out var argument) is not { } command)
        {
            return Said(text, place);
        }

        if (ChatPlace.ProblemOf(text, place) is { } misplaced)
        {
            show(() => TellNotSent(misplaced, text));
            return null;
        }

        if (command == ClientCommands.Say)
        {
            return argument.Length == 0 ? null : Said(SlashRule.Saying(argument), place);
        }

        show(() => prompt.EchoCommand(text));
        if (ActOf(command, argument, place) is { } act)
        {
            show(act);
            return null;
        }

        if (command == ClientCommands.Help && argument.Length == 0)
        {
            show(() => screen.Tell(Own.Select(ClientCommands.Describe)));
        }

        return new OperatorLine($"{SlashRule.Slash}{command} {argument}".TrimEnd(), ChatPlace.RoomOf(place));
    }

    private static OperatorLine Said(string text, string place) => new(text, ChatPlace.RoomOf(place), ChatPlace.UserOf(place));

    private Action? ActOf(string command, string argument, string place)
    {
        var left = argument.Length == 0 ? place : argument;
        return command switch
        {
            ClientCommands.Clear => prompt.ClearScreen,
            ClientCommands.Window => () => WindowSteps.GoToNumber(screen, argument),
            ClientCommands.Leave when ChatPlace.UserOf(left) is not null => () => screen.Close(left),
            ClientCommands.Private when argument.Length > 0 && FirstWord.Split(argument).Remainder.Length == 0 => () => WindowSteps.GoToUser(screen, argument),
            _ => null,
        };
    }

    private void TellNotSent(string problem, string typed)
    {
        screen.TellProblem($"Not sent: {problem}");
        prompt.TryOffer(typed);
    }
}
