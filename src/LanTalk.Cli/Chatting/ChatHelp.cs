using LanTalk.Cli.Lines;
using LanTalk.Cli.Settings;
using LanTalk.Client.Events;
using LanTalk.Client.Sessions;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;
using LanTalk.Terminal.Prompts;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Chatting;

/// <summary>Answers <c>/help</c> at a prompt. Commands that the server has already listed are not asked for again.</summary>
/// <param name="session">The session.</param>
/// <param name="screen">Shows the answer.</param>
/// <param name="prompt">Where it was typed.</param>
internal sealed class ChatHelp(IChatSession session, ChatScreen screen, Prompt prompt)
{
    private const string Commands = "commands";
    private const string Settings = "settings";

    /// <summary>The topics that can be asked about besides commands.</summary>
    public static IReadOnlyList<string> Topics { get; } = [.. HelpTopics.All.Keys, Settings, Commands];

    /// <summary>Answers a question as it was typed.</summary>
    /// <returns>Whether it could be answered; if not, the server may be able to.</returns>
    public async Task<bool> TryAnswerAsync(string line, string topic, CancellationToken ended)
    {
        var isList = topic.Length == 0 || topic.Equals(Commands, StringComparison.OrdinalIgnoreCase);
        if (!isList)
        {
            var lines = Explain(topic);
            if (lines is not null)
            {
                prompt.EchoCommand(line);
                Tell(lines);
            }

            return lines is not null;
        }

        prompt.EchoCommand(line);
        Tell(["Type a text and press Enter: everybody in the room gets it."]);
        Tell(CommandHelp.List([.. Own, .. Told], prompt.IsPlain, prompt.Columns));
        Tell([$"/help COMMAND explains one. More: {string.Join(", ", Topics.Where(other => other != Commands).Select(other => $"/help {other}"))}."]);
        if (Told.Count == 0)
        {
            // An older server, or one that has not listed its commands yet.
            Tell([ClientCommands.AliasLine]);
            await session.SendAsync(Outgoing.Say($"{SlashRule.Slash}{ClientCommands.Help}", null), ended);
        }

        return true;
    }

    private static IReadOnlyList<CommandInfo> Own => ClientCommands.OfPrompt;

    private List<CommandInfo> Told => [.. screen.Roster.Commands.Where(command => Own.All(own => own.Name != command.Name))];

    private IEnumerable<StyledText>? Explain(string topic)
    {
        if (topic.Equals(Settings, StringComparison.OrdinalIgnoreCase))
        {
            return CommandHelp.Table(
                ClientSettings.All.Select(setting => ($"/set {setting.Name} {(setting.Values is { } values ? string.Join("|", values) : "VALUE")}",
                    setting.Help)), prompt.IsPlain, prompt.Columns);
        }

        if (HelpTopics.All.TryGetValue(topic, out var lines))
        {
            return lines.Select(line => new StyledText((line, Style.System)));
        }

        var word = topic.TrimStart(SlashRule.Slash);
        var name = ClientCommands.Find(word)?.Name ?? word;
        return Own.Concat(Told).FirstOrDefault(command => command.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } command
            ? CommandHelp.Explain(command) : null;
    }

    private void Tell(IEnumerable<StyledText> lines)
    {
        foreach (var line in lines)
        {
            screen.Tell(line);
        }
    }
}
