using System.CommandLine;
using LanTalk.Benchmarks.Load;
using LanTalk.Benchmarks.Reports;

namespace LanTalk.Benchmarks.Commands;

/// <summary><c>client</c>: the costs of the prompt of <c>lantalk join</c>, compared with weechat and irssi if they are installed.</summary>
internal sealed class ClientCommand : Command
{
    private readonly NumberOption<int> _runs = new("--runs", "Starts of each client.", 10);
    private readonly NumberOption<int> _idle = new("--idle", "Seconds in which nothing happens.", 60);
    private readonly NumberOption<int> _busy = new("--busy", "Seconds in which 200 messages a second come.", 20);

    public ClientCommand()
        : base("client", "Start clients on a terminal in turn, and measure their costs, idle and in a busy room.")
    {
        Options.Add(_runs);
        Options.Add(_idle);
        Options.Add(_busy);
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        try
        {
            var run = new ClientRun(TimeProvider.System);
            ClientReport.WriteTable(
                Console.Out,
                run.Run(result.GetValue(_runs), TimeSpan.FromSeconds(result.GetValue(_idle)), TimeSpan.FromSeconds(result.GetValue(_busy))));
            return 0;
        }
        catch (BenchmarkException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}
