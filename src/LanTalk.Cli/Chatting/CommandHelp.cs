using LanTalk.Cli.Lines;
using LanTalk.Cli.Texts;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Chatting;

/// <summary>Shows commands and settings as <c>/help</c> does: in a table with the explanation beside each term.</summary>
internal static class CommandHelp
{
    /// <summary>Explanations are wrapped at this many characters: beside their terms, they fit into 80 columns.</summary>
    private const int TextColumns = 50;

    /// <summary>A longer term has its explanation below it.</summary>
    private const int WidestTerm = 24;

    /// <summary>On a narrower terminal, each explanation is below its term.</summary>
    private const int TableColumns = 2 + WidestTerm + 2 + TextColumns;

    /// <summary>All commands, in groups.</summary>
    /// <param name="commands">The commands that exist. Any that the client does not know is the server's own.</param>
    /// <param name="isPlain">Whether they are read aloud or logged, so that each is one sentence.</param>
    /// <param name="columns">How wide the terminal is.</param>
    public static IEnumerable<StyledText> List(IReadOnlyList<CommandInfo> commands, bool isPlain, int columns)
    {
        var groups = ClientCommands.Groups.Select(group => (group.Title, Commands: Known(group, commands)));
        var others = commands.Where(command => ClientCommands.Find(command.Name)?.Name != command.Name).ToList();
        foreach (var (title, members) in groups.Append((Title: "This server's own", Commands: others)).Where(group => group.Commands.Count > 0))
        {
            yield return new StyledText(($"{title}:", Style.System));
            foreach (var line in Table(members.Select(command => (UsageOf(command), TextOf(command))), isPlain, columns))
            {
                yield return line;
            }
        }
    }

    /// <summary>One command, with an example.</summary>
    public static IEnumerable<StyledText> Explain(CommandInfo command)
    {
        yield return Line($"{UsageOf(command)}: {TextOf(command)}");
        if (ClientCommands.Find(command.Name)?.Example is { } example)
        {
            yield return Line($"For example: {example}");
        }
    }

    /// <summary>Terms and their explanations.</summary>
    public static IEnumerable<StyledText> Table(IEnumerable<(string Term, string Text)> rows, bool isPlain, int columns)
    {
        if (!isPlain && columns <= TableColumns)
        {
            return rows.SelectMany(row => (StyledText[])[Line($"  {row.Term}"), new StyledText(($"    {row.Text}", Style.System)) { Indent = 4 }]);
        }

        return rows.SelectMany(row => Row(row.Term, row.Text, isPlain));
    }

    private static IEnumerable<StyledText> Row(string term, string text, bool isPlain)
    {
        if (isPlain || term.Length > WidestTerm)
        {
            yield return Line(isPlain ? $"{term}: {text}" : $"  {term}");
        }

        if (!isPlain)
        {
            var left = term.Length > WidestTerm ? "" : term;
            yield return new StyledText(($"  {left.PadRight(WidestTerm)}  ", Style.System),
                (string.Join('\n', WordWrap.Lines(text, TextColumns)), Style.System))
            {
                HangingRun = 1,
            };
        }
    }

    /// <summary>The commands of a group that exist.</summary>
    private static List<CommandInfo> Known(CommandGroup group, IReadOnlyList<CommandInfo> commands) =>
        [.. group.Commands.Select(known => commands.FirstOrDefault(command => command.Name == known.Name)).OfType<CommandInfo>()];

    private static StyledText Line(string text) => new((text, Style.System));

    private static string UsageOf(CommandInfo command) => $"{SlashRule.Slash}{command.Name} {command.Arguments}".TrimEnd();

    private static string TextOf(CommandInfo command) =>
        ClientCommands.Find(command.Name)?.AliasesText is { Length: > 0 } aliases ? $"{command.Help} Also {aliases}." : command.Help;
}
