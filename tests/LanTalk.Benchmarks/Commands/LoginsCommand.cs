using System.CommandLine;
using LanTalk.Benchmarks.Load;

namespace LanTalk.Benchmarks.Commands;

/// <summary><c>logins</c>: measures what the time of a login reveals, and what an attack on the handshakes costs others.</summary>
internal sealed class LoginsCommand : Command
{
    private readonly NumberOption<int> _runs = new("--runs", "Logins of each kind.", 20);
    private readonly NumberOption<int> _attackers = new("--attackers", "Connections that are left half done, from one address.", 200);

    public LoginsCommand()
        : base("logins", "Time refused logins of both kinds, and joins beside connections that are left half done.")
    {
        Options.Add(_runs);
        Options.Add(_attackers);
        SetAction((result, _) => RunAsync(result));
    }

    private async Task<int> RunAsync(ParseResult result)
    {
        try
        {
            var run = new LoginsRun(TimeProvider.System);
            await run.RefusalsAsync(result.GetValue(_runs), Console.Out);
            Console.Out.WriteLine();
            await run.AttackAsync(result.GetValue(_runs), result.GetValue(_attackers), Console.Out);
            return 0;
        }
        catch (BenchmarkException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
