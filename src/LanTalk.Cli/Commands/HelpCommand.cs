using System.CommandLine;
using System.CommandLine.Completions;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Manual;
using LanTalk.Cli.Options;
using LanTalk.Cli.Terminals;
using LanTalk.Terminal.Devices;

namespace LanTalk.Cli.Commands;

/// <summary><c>lantalk help</c>: shows a page of the manual, or writes all of them for <c>man</c>.</summary>
internal sealed class HelpCommand : Verb
{
    private readonly Argument<string[]> _words = new("COMMAND")
    {
        Description = "What to explain, such as join or ban add. Without it, the commands are listed.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    // Without a variable: this is done once.
    private readonly Option<string?> _write = new("--write")
    {
        Description = "Write the pages into DIR for man, such as ~/.local/share/man/man1, and exit.",
        HelpName = "DIR",
    };

    public HelpCommand()
        : base("help", "Show the manual of a command.")
    {
        Chapter = VerbChapters.Tool;
        Examples =
        [
            new("lantalk help join", "Read all about lantalk join."),
            new("lantalk help --write ~/.local/share/man/man1", "Have the same as man lantalk-join."),
        ];
        Arguments.Add(_words);
        AddGroup("Options", _write);
        _words.CompletionSources.Add(context =>
            context.ParseResult.RootCommandResult.Command.Subcommands.Select(verb => new CompletionItem(verb.Name)));
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        var root = (RootCommand)result.RootCommandResult.Command;
        var pages = new ManualPages(root);
        if (result.GetValue(_write) is { } directory)
        {
            return Write(pages, directory);
        }

        var (command, name) = Find(root, result.GetValue(_words) ?? []);
        var page = pages.Of(command, name);
        var columns = StandardStreams.OutputColumns ?? BriefHelpAction.DefaultColumns;
        if (command == root)
        {
            Console.Out.Write(ManualText.Of(page, columns, isBrief: true));
            return ExitCode.Done;
        }

        var text = ManualText.Of(page, columns, isBrief: false);
        if (!StandardStreams.AreTerminal || TerminalCapabilities.IsDumb || !Pager.TryShow(text))
        {
            Console.Out.Write(text);
        }

        return ExitCode.Done;
    }

    private static (Command Command, string Name) Find(Command root, IEnumerable<string> words)
    {
        var (command, name) = (root, UsageErrors.ToolName);
        foreach (var word in words)
        {
            command = command.Subcommands.FirstOrDefault(verb => verb.Name == word)
                ?? throw new ToolException(ExitCode.Usage, UsageErrors.Unknown(word, command, name));
            name = $"{name} {word}";
        }

        return (command, name);
    }

    private static int Write(ManualPages pages, string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            foreach (var page in pages.All())
            {
                File.WriteAllText(Path.Combine(directory, $"{page.FileName}.1"), ManualRoff.Of(page));
            }

            return ExitCode.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(ExitCode.Usage, $"Cannot write the manual into {directory}: {e.Message}");
        }
    }
}
