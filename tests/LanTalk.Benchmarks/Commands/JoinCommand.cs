using System.CommandLine;
using LanTalk.Benchmarks.Load;
using LanTalk.Benchmarks.Reports;

namespace LanTalk.Benchmarks.Commands;

/// <summary><c>join</c>: joins a room with a long history and prints how long the first screen takes.</summary>
internal sealed class JoinCommand : Command
{
    private readonly NumberOption<int> _messages = new("--messages", "How many messages the room has.", 100_000);
    private readonly NumberOption<int> _joins = new("--joins", "How many join, one after the other.", 500);
    private readonly Option<string?> _json = new("--json") { Description = "Also write the run to a file." };

    public JoinCommand()
        : base("join", "Join a room with a long history: how long until the first screen is there.")
    {
        foreach (var option in new Option[] { _messages, _joins, _json })
        {
            Options.Add(option);
        }

        SetAction((result, _) => RunAsync(result));
    }

    private async Task<int> RunAsync(ParseResult result)
    {
        try
        {
            JoinReport[] runs = [await new JoinRun(result.GetValue(_messages), result.GetValue(_joins), TimeProvider.System).RunAsync()];
            if (result.GetValue(_json) is { } file)
            {
                Report.WriteJson(file, runs);
            }

            JoinReport.WriteTable(Console.Out, runs);
            return 0;
        }
        catch (BenchmarkException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
