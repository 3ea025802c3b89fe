using System.CommandLine;
using LanTalk.Benchmarks.Load;
using LanTalk.Benchmarks.Reports;

namespace LanTalk.Benchmarks.Commands;

/// <summary><c>resume</c>: restarts a server and prints how long it takes until its users have everything they missed.</summary>
internal sealed class ResumeCommand : Command
{
    private readonly NumberOption<int> _users = new("--users", "How many come back at once.", 1000);
    private readonly NumberOption<int> _missed = new("--missed", "How many messages each of them missed.", 100);
    private readonly NumberOption<int> _rounds = new("--rounds", "Runs, each a row of the table.", 1);
    private readonly Option<string?> _json = new("--json") { Description = "Also write all runs to a file." };

    public ResumeCommand()
        : base("resume", "Restart a server: how long until all users are back and have the messages they missed.")
    {
        foreach (var option in new Option[] { _users, _missed, _rounds, _json })
        {
            Options.Add(option);
        }

        SetAction((result, _) => RunAsync(result));
    }

    private async Task<int> RunAsync(ParseResult result)
    {
        try
        {
            var run = new ResumeRun(result.GetValue(_users), result.GetValue(_missed), TimeProvider.System);
            var runs = new List<ResumeReport>();
            for (var i = 0; i < result.GetValue(_rounds); i++)
            {
                runs.Add(await run.RunAsync());
            }

            if (result.GetValue(_json) is { } file)
            {
                Report.WriteJson(file, runs);
            }

            ResumeReport.WriteTable(Console.Out, runs);
            return 0;
        }
        catch (BenchmarkException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
