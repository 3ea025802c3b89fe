using System.CommandLine;
using LanTalk.Cli.Commands;
using LanTalk.Cli.Terminals;

namespace LanTalk.Cli;

/// <summary>The tool: which verbs there are, and what becomes of their errors.</summary>
internal static class Tool
{
    /// <summary>Runs the tool; returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = CreateRoot();
        if (args.Length == 0)
        {
            return await RunBareAsync(root);
        }

        var result = root.Parse(args);
        if (result.Errors.Count > 0)
        {
            return ReportUsage(result);
        }

        try
        {
            // The verbs' own host ends them in its time; no second timer beside it. Their faults are reported below.
            return await result.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
        }
        catch (ToolException e)
        {
            await Console.Error.WriteLineAsync($"lantalk {result.CommandResult.Command.Name}: {e.Message}");
            return e.ExitCode;
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync($"lantalk: this should not have happened; please report it.{Environment.NewLine}{e}");
            return ExitCode.Unexpected;
        }
    }

    /// <summary>All verbs and their options.</summary>
    internal static RootCommand CreateRoot() =>
        new("Chat with the people on your network: no account, no internet, nothing to configure.")
        {
            new ServeCommand(),
            new JoinCommand(),
            new DiscoverCommand(),
            new BanCommand(),
            new HistoryCommand(),
        };

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
