using System.CommandLine;
using LanTalk.Benchmarks.Load;
using LanTalk.Benchmarks.Reports;
using LanTalk.Benchmarks.Servers;

namespace LanTalk.Benchmarks.Commands;

/// <summary><c>fairness</c>: floods one room and prints how that affects another.</summary>
internal sealed class FairnessCommand : Command
{
    private readonly NumberOption<int> _users = new("--users", "How many are in the room that is measured.", 100);
    private readonly NumberOption<int> _rate = new("--rate", "Texts a second there.", 100);
    private readonly NumberOption<double> _seconds = new("--seconds", "Seconds that are measured before and meanwhile.", 5);

    public FairnessCommand()
        : base("fairness", "Let one user flood a room, with the limits off: the latency in another room before and during it.")
    {
        Options.Add(_users);
        Options.Add(_rate);
        Options.Add(_seconds);
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        try
        {
            var run = new FairnessRun(result.GetValue(_users), result.GetValue(_rate), TimeSpan.FromSeconds(result.GetValue(_seconds)), TimeProvider.System);
            FairnessReport.WriteTable(Console.Out, [run.Run(new LanTalkServer()), run.Run(new LanTalkMemoryServer())]);
            return 0;
        }
        catch (BenchmarkException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}
