using System.CommandLine;
using LanTalk.Benchmarks.Load;
using LanTalk.Benchmarks.Reports;

namespace LanTalk.Benchmarks.Commands;

/// <summary><c>typing</c>: types like a person and prints how long the messages wait; fails if a wait is long enough to be noticed.</summary>
internal sealed class TypingCommand : Command
{
    private readonly NumberOption<int> _seconds = new("--seconds", "How long to type.", 120);
    private readonly Option<string?> _json = new("--json") { Description = "Also write the run to a file." };

    public TypingCommand()
        : base("typing", "Type as a person does, slowly and then quickly: how long a message waits for its echo.")
    {
        Options.Add(_seconds);
        Options.Add(_json);
        SetAction((result, _) => RunAsync(result));
    }

    private async Task<int> RunAsync(ParseResult result)
    {
        try
        {
            TypingReport[] runs = [await new TypingRun(TimeSpan.FromSeconds(result.GetValue(_seconds)), TimeProvider.System).RunAsync()];
            if (result.GetValue(_json) is { } file)
            {
                Report.WriteJson(file, runs);
            }

            TypingReport.WriteTable(Console.Out, runs);
            return runs[0].LongestMilliseconds <= TypingReport.MostMilliseconds
                ? 0
                : throw new BenchmarkException($"A message waited for more than {TypingReport.MostMilliseconds} ms.");
        }
        catch (BenchmarkException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
