using System.CommandLine;
using LanTalk.Benchmarks.Load;
using LanTalk.Benchmarks.Plugins;
using LanTalk.Benchmarks.Reports;
using LanTalk.Benchmarks.Servers;

namespace LanTalk.Benchmarks.Commands;

/// <summary><c>plugins</c>: prints what plug-ins cost, beside a server without them.</summary>
internal sealed class PluginsCommand : Command
{
    private const string Observer = "observer";
    private const string Filter = "filter";
    private const string Misbehaving = "misbehaving";
    private const string Without = "without";

    private static readonly string[] AllParts = [Observer, Filter, Misbehaving, Without];

    private readonly Option<string[]> _parts = new("--parts")
    {
        Description = "What to measure: a plug-in that watches, one that filters, those that misbehave, or the tool without any beside --before.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [Observer, Filter, Misbehaving],
    };

    private readonly NumberOption<int> _receivers = new("--receivers", "How many are in the room.", 100);
    private readonly NumberOption<int> _rate = new("--rate", "Texts a second through a filter.", 1000);
    private readonly NumberOption<int> _deadline = new("--deadline", "Milliseconds that a text waits for the verdict of a filter.", 50);
    private readonly NumberOption<int> _quietRate = new("--quiet-rate", "Texts a second beside those that misbehave.", 100);
    private readonly NumberOption<int> _rounds = new("--rounds", "Rounds, each by turns; the table shows medians.", 5);
    private readonly NumberOption<int> _seconds = new("--seconds", "Seconds that each of the two is measured in a round.", 5);
    private readonly Option<string?> _before = new("--before") { Description = "The tool before there were plug-ins, for --parts without." };

    public PluginsCommand()
        : base("plugins", "Run plug-ins that watch, filter and misbehave: what they cost the server, and how long others wait.")
    {
        _parts.AcceptOnlyFromAmong(AllParts);
        foreach (var option in new Option[] { _parts, _receivers, _rate, _deadline, _quietRate, _rounds, _seconds, _before })
        {
            Options.Add(option);
        }

        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        try
        {
            foreach (var part in result.GetValue(_parts)!)
            {
                PluginsReport.WriteTable(Console.Out, [.. Measure(part, result)]);
                Console.Out.WriteLine();
            }

            return 0;
        }
        catch (BenchmarkException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    private IEnumerable<PluginsReport> Measure(string part, ParseResult result)
    {
        var (receivers, rounds, seconds, time) = (result.GetValue(_receivers), result.GetValue(_rounds), result.GetValue(_seconds), TimeProvider.System);
        var duration = TimeSpan.FromSeconds(seconds);
        var cost = new CostRun(receivers, rounds, duration, time);
        return part switch
        {
            Observer => [cost.RunWatcher()],
            Filter => new FilterRun(
                result.GetValue(_rate), TimeSpan.FromMilliseconds(result.GetValue(_deadline)), rounds, duration, time).Run(),
            Misbehaving => Misbehaviour.All.Select(new MisbehaviourRun(receivers, result.GetValue(_quietRate), rounds, duration, time).Run),
            _ => [cost.RunBefore(Before(result))],
        };
    }

    private OtherToolServer Before(ParseResult result)
    {
        var before = new OtherToolServer(result.GetValue(_before) ?? throw new BenchmarkException("--parts without needs --before PATH."));
        return before.Missing is { } missing ? throw new BenchmarkException($"The tool before is left out: {missing}.") : before;
    }
}
