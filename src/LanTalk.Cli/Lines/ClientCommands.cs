using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Lines;

/// <summary>
/// The commands that the client carries out or reads itself, as data. The server describes those that it has too; what only the client has is
/// described here.
/// </summary>
internal static class ClientCommands
{
    public const string Help = "help";
    public const string Join = "join";
    public const string Leave = "leave";
    public const string Private = "pm";
    public const string Quit = "quit";
    public const string Set = "set";
    public const string Verify = "verify";
    public const string Window = "window";

    private static readonly CommandInfo Verifying = new(
        Verify, "<user>", "Show words that prove, if the other one sees the same, that nobody reads or changes what you two write privately.");

    /// <summary>Those that only the client has, at a prompt.</summary>
    public static IReadOnlyList<CommandInfo> OfPrompt { get; } =
    [
        new(Help, "[topic|command]", "Explain a command or one of the topics: keys, rooms, private, settings, commands."),
        new(Set, "[setting] [value]", "Show your settings, or change one."),
        Verifying,
        new(Window, "<number>", "Show another room you are in, as Alt-1 to Alt-9 do."),
    ];

    /// <summary>Those that only the client has, in a pipe.</summary>
    public static IReadOnlyList<CommandInfo> OfPipe { get; } = [Verifying];

    /// <summary>The command that a line begins with, in small letters and without its slash; null if it is a text. A blank before it does not count.</summary>
    /// <param name="line">The line.</param>
    /// <param name="argument">What follows the command; empty for nothing.</param>
    public static string? Of(string line, out string argument)
    {
        argument = "";
        var trimmed = line.Trim();
        if (!SlashRule.IsCommand(trimmed))
        {
            return null;
        }

        (var command, argument) = Split(trimmed[1..]);
        return command.ToLowerInvariant();
    }

    /// <summary>Whether a line leaves the chat.</summary>
    public static bool IsQuit(string line) => Of(line, out var argument) == Quit && argument.Length == 0;

    /// <summary>How a command is used, in one line.</summary>
    public static string Describe(CommandInfo command) => $"{SlashRule.Slash}{command.Name} {command.Arguments}: {command.Help}";

    /// <summary>The first word, and what follows it.</summary>
    public static (string First, string Remainder) Split(string text) =>
        text.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space ? (text[..space], text[space..].Trim()) : (text, "");
}
