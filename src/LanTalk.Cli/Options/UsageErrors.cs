using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Options;

/// <summary>The errors of a command line, one line for each wrong word: the word itself, and the nearest valid one.</summary>
internal static class UsageErrors
{
    /// <summary>The name of the tool as it is typed.</summary>
    public const string ToolName = "lantalk";

    /// <summary>The verb of a command line as it is typed, such as <c>lantalk config set</c>.</summary>
    public static string NameOf(CommandResult command)
    {
        var names = new Stack<string>();
        for (SymbolResult? at = command; at is CommandResult { Command: not RootCommand } verb; at = at.Parent)
        {
            names.Push(verb.Command.Name);
        }

        return string.Join(' ', names.Prepend(ToolName));
    }

    /// <summary>The lines.</summary>
    public static IReadOnlyList<string> Of(ParseResult result)
    {
        var command = result.CommandResult;
        var options = Words(result).Where(LooksLikeOption).ToList();
        if (options.Count > 0)
        {
            // The remaining errors come from these: the value of a mistyped option counts as one word too many.
            return [.. options.Select(word => Unknown(word, command)), .. result.Errors.Where(error => error.SymbolResult is OptionResult)
                .Select(error => error.Message)];
        }

        if (result.UnmatchedTokens.Count == 0 && command.Command is { Action: null, Subcommands.Count: > 0 })
        {
            return [$"{NameOf(command)} needs a command: {CommandsOf(command.Command)}."];
        }

        // For an unknown word, the parser also reports that it misses the word it was meant for.
        return result.UnmatchedTokens.Count == 0
            ? [.. result.Errors.Select(error => error.Message)]
            : [.. result.UnmatchedTokens.Select(word => Unknown(word, command)),
                .. result.Errors.Where(error => error.SymbolResult is not CommandResult).Select(error => error.Message)];
    }

    /// <summary>The error for a word that a command does not know.</summary>
    public static string Unknown(string word, CommandResult command) => Unknown(word, command.Command, NameOf(command));

    /// <summary>The same for a command that is not in the command line itself.</summary>
    public static string Unknown(string word, Command command, string name)
    {
        if (LooksLikeOption(word))
        {
            // What is an option elsewhere, such as --host.
            if (command.Arguments.FirstOrDefault(argument => IsNameOf(word, argument)) is { } plain)
            {
                return $"'{word}' is not an option of {name}, which takes {plain.Name} without it.";
            }

            IEnumerable<Option> options = command is RootCommand ? command.Options : [.. command.Options, new HelpOption()];
            return $"'{word}' is not an option of {name}{Meant(word, options.Select(option => option.Name))}";
        }

        if (command.Subcommands.Count == 0)
        {
            return $"'{word}' is one word too many for {name}.";
        }

        // The commands of the tool itself are too many for a line.
        var names = command.Subcommands.Select(verb => verb.Name);
        return command is RootCommand || NearestWord.Find(word, names) is not null
            ? $"'{word}' is not a command of {name}{Meant(word, names)}"
            : $"'{word}' is not a command of {name}, which has {CommandsOf(command)}.";
    }

    /// <summary>Whether a word was meant for an option. A dash alone stands for standard input.</summary>
    public static bool LooksLikeOption(string word) => word.Length > 1 && word[0] == '-';

    private static bool IsNameOf(string option, Argument argument) =>
        string.Concat(argument.Name.TakeWhile(char.IsLetter)).Equals(option.TrimStart('-'), StringComparison.OrdinalIgnoreCase);

    // An argument accepts any word, even a mistyped option.
    private static IEnumerable<string> Words(ParseResult result) => result.CommandResult.Children.OfType<ArgumentResult>()
        .SelectMany(argument => argument.Tokens.Select(token => token.Value))
        .Concat(result.UnmatchedTokens);

    private static string CommandsOf(Command command) => string.Join(", ", command.Subcommands.Select(verb => verb.Name));

    private static string Meant(string word, IEnumerable<string> words) => NearestWord.Find(word, words) is { } near ? $". Did you mean {near}?" : ".";
}
