using System.CommandLine;
using LanTalk.Benchmarks.Load;
using LanTalk.Benchmarks.Reports;

namespace LanTalk.Benchmarks.Commands;

/// <summary><c>startup</c>: measures how long the tool takes to start, compared with programs that do next to nothing.</summary>
internal sealed class StartUpCommand : Command
{
    private readonly NumberOption<int> _runs = new("--runs", "Runs of each program.", 10);

    public StartUpCommand()
        : base("startup", "Start the tool and a hello world by turns: to the end of the process, and until a client is answered.")
    {
        Options.Add(_runs);
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        try
        {
            StartUpReport.WriteTable(Console.Out, new StartUpRun(TimeProvider.System).Run(result.GetValue(_runs)));
            return 0;
        }
        catch (BenchmarkException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}
