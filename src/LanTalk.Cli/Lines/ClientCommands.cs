using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Lines;

/// <summary>
/// The commands that the client knows, as data: those that it handles itself, and those that it passes on to the server. The server describes the
/// commands that it has too; those that only the client has are described here.
/// </summary>
internal static class ClientCommands
{
    public const string Away = "away";
    public const string Cancel = "cancel";
    public const string Clear = "clear";
    public const string Get = "get";
    public const string Help = "help";
    public const string Join = "join";
    public const string Leave = "leave";
    public const string Me = "me";
    public const string Private = "pm";
    public const string Quit = "quit";
    public const string Say = "say";
    public const string Send = "send";
    public const string Set = "set";
    public const string Verify = "verify";
    public const string Window = "window";

    /// <summary>All of them, as <c>/help</c> lists them.</summary>
    public static IReadOnlyList<CommandGroup> Groups { get; } =
    [
        new(
            "Talk",
            new ClientCommand(Private, "msg", "query", "w") { Example = "/pm Carol are you there?" },
            new ClientCommand(Me) { Example = "/me waves" },
            ClientCommand.OfClient(CommandPlaces.Everywhere, Say, "<text>",
                "Say a text as it is, whatever it begins with.") with { Example = "/say /quit leaves the chat" },
            ClientCommand.OfClient(CommandPlaces.Everywhere, Away, "[reason]",
                "Tell the room that you are away, as /me is away does.") with { Example = "/away lunch" },
            ClientCommand.OfClient(CommandPlaces.Prompt, Cancel, "[number]",
                "Drop unsent texts, or end a transfer.") with { Example = "/cancel 17" }),
        new(
            "Files",
            ClientCommand.OfClient(CommandPlaces.Prompt, Send, "<path> [path…] [@user]",
                "Share files and directories with the room or, sealed, with one user.") with { Example = "/send report.pdf \"my photos\"" },
            ClientCommand.OfClient(CommandPlaces.Prompt, Get, "<number> [directory]",
                "Get what was shared, into your download directory.") with { Example = "/get 17" },
            new ClientCommand("files"),
            new ClientCommand("unsend") { Example = "/unsend 17" }),
        new(
            "Rooms",
            new ClientCommand(Join, "j") { Example = "/join ops" },
            new ClientCommand(Leave, "part"),
            new ClientCommand("rooms", "list"),
            new ClientCommand("topic") { Example = "/topic On call this week: Bob" },
            ClientCommand.OfClient(CommandPlaces.Prompt, Window, "<number>",
                "Show another room you are in, as Alt-1 to Alt-9 do.") with { Example = "/window 2" }),
        new(
            "People",
            new ClientCommand("users", "names"),
            new ClientCommand("whois") { Example = "/whois Carol" },
            new ClientCommand("ignore") { Example = "/ignore Mallory" },
            new ClientCommand("invite") { Example = "/invite for 1h uses 30 room ops" },
            new ClientCommand("invites"),
            new ClientCommand("uninvite") { Example = "/uninvite k3" },
            ClientCommand.OfClient(
                CommandPlaces.Everywhere, Verify, "<user>",
                    "Show words that prove, if the other user sees the same, that nobody reads or changes your private messages.")
                with { Example = "/verify Carol" }),
        new(
            "Look back",
            new ClientCommand("history") { Example = "/history 100" },
            new ClientCommand("search") { Example = "/search printer from:bob since:yesterday" }),
        new(
            "You and this program",
            new ClientCommand("nick") { Example = "/nick Bob" },
            ClientCommand.OfClient(CommandPlaces.Prompt, Set, "[setting] [value]", "Show your settings, or change one.") with { Example = "/set theme dark" },
            ClientCommand.OfClient(CommandPlaces.Prompt, Clear, "", "Clear the screen, as Ctrl-L does."),
            new ClientCommand(Help)
            {
                Own = new CommandInfo(Help, "[topic|command]", "Explain a command or one of the topics: keys, rooms, private, settings, commands."),
                Example = "/help search",
            },
            new ClientCommand(Quit, "exit")),
    ];

    /// <summary>All of them in one list. If a mistyped word is equally near to several, the first is suggested.</summary>
    public static IReadOnlyList<ClientCommand> All { get; } = [.. Groups.SelectMany(group => group.Commands)];

    /// <summary>Those that only the client has, at a prompt.</summary>
    public static IReadOnlyList<CommandInfo> OfPrompt { get; } = OwnOf(CommandPlaces.Prompt);

    /// <summary>Those that only the client has, in a pipe, where help is the server's.</summary>
    public static IReadOnlyList<CommandInfo> OfPipe { get; } = [.. OwnOf(CommandPlaces.Pipe).Where(command => command.Name != Help)];

    /// <summary>The aliases of commands, in one line.</summary>
    public static string AliasLine { get; } =
        $"Other words: {string.Join("; ", All.Where(command => command.Aliases.Count > 0).Select(command => $"{command.AliasesText} for {SlashRule.Slash}{command.Name}"))}.";

    /// <summary>The command with a name or an alias, in any case; null if the client knows none.</summary>
    public static ClientCommand? Find(string word) => All.FirstOrDefault(command =>
        command.Name.Equals(word, StringComparison.OrdinalIgnoreCase) || command.Aliases.Contains(word, StringComparer.OrdinalIgnoreCase));

    /// <summary>
    /// The command that a line begins with, by its own name, in lower case and without its slash; null if it is a text. White space before it does
    /// not count.
    /// </summary>
    /// <param name="line">The line.</param>
    /// <param name="argument">The text after the command; empty for none.</param>
    public static string? Of(string line, out string argument)
    {
        argument = "";
        var trimmed = line.Trim();
        if (!SlashRule.IsCommand(trimmed))
        {
            return null;
        }

        (var command, argument) = FirstWord.Cut(trimmed[1..]);
        argument = argument.Trim();
        return Find(command)?.Name ?? command.ToLowerInvariant();
    }

    /// <summary>Whether a line drops the texts that are not sent yet.</summary>
    public static bool IsCancel(string line) => Of(line, out var argument) == Cancel && argument.Length == 0;

    /// <summary>Whether a line leaves the chat.</summary>
    public static bool IsQuit(string line) => Of(line, out var argument) == Quit && argument.Length == 0;

    /// <summary>How a command is used, in one line.</summary>
    public static string Describe(CommandInfo command) => $"{SlashRule.Slash}{command.Name} {command.Arguments}".TrimEnd() + $": {command.Help}";

    /// <summary>Commands, followed by their aliases.</summary>
    public static IEnumerable<CommandInfo> WithAliases(IEnumerable<CommandInfo> commands) => commands.SelectMany(command =>
        (Find(command.Name)?.Aliases ?? [])
            .Select(alias => command with { Name = alias, Help = $"{command.Help} The same as {SlashRule.Slash}{command.Name}." }).Prepend(command));

    private static IReadOnlyList<CommandInfo> OwnOf(CommandPlaces place) =>
        [.. All.Where(command => command.Places.HasFlag(place)).Select(command => command.Own).OfType<CommandInfo>()];
}
