using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Lines;

/// <summary>
/// Catches mistyped commands before they are sent: as a text, one would tell everybody what may have been for one user; as an unknown command, it
/// would tell the server.
/// </summary>
internal static class LineCheck
{
    private const string SaySlash = "Begin with // to say a text that starts with a slash.";

    /// <summary>Why a text cannot be sent, as the end of a sentence; null if it can.</summary>
    /// <param name="text">The text as typed, of one line or several.</param>
    /// <param name="place">The place that it was typed in.</param>
    /// <param name="told">The commands that the server has listed; empty if it has listed none.</param>
    public static string? ProblemOf(string text, CommandPlaces place, IReadOnlyList<CommandInfo> told)
    {
        if (SlashRule.IsHiddenCommand(text))
        {
            return "something invisible stands before the slash. Type the command anew.";
        }

        var start = text.Trim();
        if (SlashRule.FindStrayCommand(start) is { } stray)
        {
            return Known(told).Contains(stray, StringComparer.OrdinalIgnoreCase) || Nearest(stray, told) == ClientCommands.Private
                ? $"it looks like a command with something before it or with another slash. Begin with {SlashRule.Slash}{ClientCommands.Say} to say it all the same."
                : null;
        }

        if (!SlashRule.IsCommand(start))
        {
            return null;
        }

        var (word, argument) = FirstWord.Cut(start[1..]);
        return start.Contains('\n', StringComparison.Ordinal) ? ProblemOfLines(word, argument) : ProblemOfCommand(word, argument, place, told);
    }

    private static string? ProblemOfCommand(string word, string argument, CommandPlaces place, IReadOnlyList<CommandInfo> told)
    {
        if (ClientCommands.Find(word) is { } command)
        {
            return !command.Places.HasFlag(place) ? $"{SlashRule.Slash}{command.Name} is for a prompt."
                : command.Name == ClientCommands.Say && argument.Length == 0 ? $"{SlashRule.Slash}{command.Name} takes a text."
                : null;
        }

        if (told.Any(other => other.Name.Equals(word, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        if (word.Length == 0)
        {
            return $"a command follows its slash at once. {SaySlash}";
        }

        // A server that has not listed its commands may have some that the client does not know, and that are like others. But what was meant for one user
        // is not told to the server.
        return Nearest(word, told) is { } nearest && (told.Count > 0 || nearest == ClientCommands.Private) ? $"there is no command /{SafeText.Clean(word)}; the nearest is /{nearest}. {SaySlash}"
            : told.Count > 0 || !IsWord(word) ? $"there is no command /{SafeText.Clean(word)}; /help lists them. {SaySlash}"
            : null;
    }

    /// <summary>
    /// A text of several lines may be private or sent as it is. One that begins with any other command is a slip; one that begins with a path is not.
    /// </summary>
    private static string? ProblemOfLines(string word, string argument)
    {
        var isText = ClientCommands.Find(word)?.Name switch
        {
            ClientCommands.Private => FirstWord.Split(argument).Remainder.Length > 0,
            ClientCommands.Say => argument.Length > 0,
            _ => !IsWord(word),
        };
        return isText ? null : $"a command has one line, and {SlashRule.Slash}{ClientCommands.Private} of several needs a user and a text. {SaySlash}";
    }

    private static bool IsWord(string word) => word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    /// <summary>The command that was probably meant, by its own name; null if none is near.</summary>
    private static string? Nearest(string word, IReadOnlyList<CommandInfo> told) =>
        NearestWord.Find(word, Known(told).Where(name => name.Length > 1)) is { } name ? ClientCommands.Find(name)?.Name ?? name : null;

    private static IEnumerable<string> Known(IReadOnlyList<CommandInfo> told) =>
        ClientCommands.All.SelectMany(command => command.Aliases.Prepend(command.Name)).Concat(told.Select(command => command.Name));
}
