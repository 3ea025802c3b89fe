using System.CommandLine;
using System.CommandLine.Help;
using LanTalk.Cli.Commands;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Terminals;

namespace LanTalk.Cli;

/// <summary>The tool: which verbs there are, and what becomes of their errors.</summary>
internal static class Tool
{
    /// <summary>A word that begins with @ is a word: what is said may begin so, and is not to be read from a file.</summary>
    internal static ParserConfiguration Parsing { get; } = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs the tool; returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = CreateRoot();
        if (args.Length == 0)
        {
            return await RunBareAsync(root);
        }

        var result = root.Parse(args, Parsing);
        if (result.Errors.Count > 0)
        {
            return ReportUsage(result);
        }

        try
        {
            // The verbs' own host ends them in its time; no second timer beside it. Their faults are reported below.
            return await result.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (ToolFailure.Explain(e) is { } failure)
        {
            Tell($"lantalk {result.CommandResult.Command.Name}: {failure.Message}");
            return failure.ExitCode;
        }
        catch (Exception e)
        {
            Tell($"lantalk: this should not have happened; please report it.{Environment.NewLine}{e}");
            return ExitCode.Unexpected;
        }
    }

    private static void Tell(string problem)
    {
        try
        {
            Console.Error.WriteLine(problem);
        }
        catch (IOException)
        {
            // Standard error takes nothing, which leaves the exit code.
        }
    }

    /// <summary>All verbs and their options.</summary>
    internal static RootCommand CreateRoot()
    {
        var root = new RootCommand("Chat with the people on your network: no account, no internet, nothing to configure.")
        {
            new ServeCommand(),
            new JoinCommand(),
            new SendCommand(),
            new TailCommand(),
            new DiscoverCommand(),
            new BanCommand(),
            new HistoryCommand(),
            new CompletionCommand(),
            new ConfigCommand(),
        };

        // What is said may begin with a slash, and is no call for help then.
        var help = root.Options.OfType<HelpOption>().Single();
        foreach (var alias in help.Aliases.Where(alias => alias.StartsWith('/')).ToList())
        {
            help.Aliases.Remove(alias);
        }

        return root;
    }

    private static async Task<int> RunBareAsync(RootCommand root)
    {
        if (StandardStreams.AreTerminal)
        {
            return await Menu.RunAsync();
        }

        await root.Parse("--help").InvokeAsync();
        return ExitCode.Usage;
    }

    private static int ReportUsage(ParseResult result)
    {
        var verb = result.CommandResult.Command is RootCommand ? "lantalk" : $"lantalk {result.CommandResult.Command.Name}";
        foreach (var error in result.Errors)
        {
            Console.Error.WriteLine($"{verb}: {error.Message}");
        }

        Console.Error.WriteLine($"Run  {verb} --help  for how it is used.");
        return ExitCode.Usage;
    }
}
