using System.CommandLine;
using System.CommandLine.Help;
using LanTalk.Cli.Clock;
using LanTalk.Cli.Commands;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Manual;
using LanTalk.Cli.Options;
using LanTalk.Cli.Terminals;

namespace LanTalk.Cli;

/// <summary>The tool: its verbs, and how their errors are reported.</summary>
internal static class Tool
{
    /// <summary>A word that begins with @ is a plain word: a text may begin with it, and must not be read from a file.</summary>
    internal static ParserConfiguration Parsing { get; } = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs the tool; returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var result = CreateRoot().Parse(Shorthands.Expand(args), Parsing);
        try
        {
            ToolClock.Check(Console.Error);
            if (args.Length == 0)
            {
                return await RunBareAsync(result);
            }

            if (result.Errors.Count > 0)
            {
                return ReportUsage(result);
            }

            return await InvokeAsync(result);
        }
        catch (OutputException e) when (e.IsUnread)
        {
            return ExitCode.Done;
        }
        catch (Exception e) when (ToolFailure.Explain(e) is { } failure)
        {
            Console.Error.WriteLine($"{UsageErrors.NameOf(result.CommandResult)}: {failure.Message}");
            return failure.ExitCode;
        }
        catch (Exception e)
        {
            Console.Error.WriteLine($"lantalk: this should not have happened; please report it.{Environment.NewLine}{e}");
            return ExitCode.Unexpected;
        }
    }

    /// <summary>All verbs and their options.</summary>
    internal static RootCommand CreateRoot()
    {
        var root = new RootCommand("Chat with the people on your network: no account, no internet, nothing to configure.")
        {
            new JoinCommand(),
            new SendCommand(),
            new TailCommand(),
            new FilesCommand(),
            new GetCommand(),
            new DiscoverCommand(),
            new ServeCommand(),
            new InviteCommand(),
            new BanCommand(),
            new PluginCommand(),
            new HistoryCommand(),
            new ConfigCommand(),
            new CompletionCommand(),
            new HelpCommand(),
        };

        // A text may begin with a slash, which must not ask for help.
        var help = root.Options.OfType<HelpOption>().Single();
        foreach (var alias in help.Aliases.Where(alias => alias.StartsWith('/')).ToList())
        {
            help.Aliases.Remove(alias);
        }

        help.Action = new BriefHelpAction(new ManualPages(root));
        root.Options.OfType<VersionOption>().Single().Description = "Show the version.";

        return root;
    }

    private static async Task<int> RunBareAsync(ParseResult result)
    {
        if (StandardStreams.AreTerminal)
        {
            return await Menu.RunAsync();
        }

        await InvokeAsync(result.RootCommandResult.Command.Parse("--help"));
        return ExitCode.Usage;
    }

    // The verbs' own host ends them in its time; no second timer beside it. Their faults are reported by the caller.
    private static Task<int> InvokeAsync(ParseResult result) =>
        result.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });

    private static int ReportUsage(ParseResult result)
    {
        var name = UsageErrors.NameOf(result.CommandResult);
        foreach (var error in UsageErrors.Of(result))
        {
            Console.Error.WriteLine($"{name}: {error}");
        }

        Console.Error.WriteLine($"Run  {name} --help  for how it is used.");
        return ExitCode.Usage;
    }
}
