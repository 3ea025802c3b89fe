using System.CommandLine;
using LanTalk.Benchmarks.Reports;

namespace LanTalk.Benchmarks.Commands;

/// <summary><c>fanout</c>: runs servers under load and prints what it measured.</summary>
internal sealed class FanoutCommand : Command
{
    private readonly ServersOption _servers;
    private readonly Option<int[]> _receivers = new("--receivers")
    {
        Description = "How many connections get the texts; several numbers, such as 10 100 1000 10000, show how the cost grows.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [1000],
    };

    private readonly NumberOption<int> _senders = new("--senders", "How many of them send, 1 to 255.", 4);
    private readonly NumberOption<int> _window = new("--window", "Texts on their way at once while saturated.", 256);
    private readonly NumberOption<int> _size = new("--size", $"Bytes of a text, from {Load.Mark.Length}.", 64);
    private readonly NumberOption<int> _rate = new("--rate", "Texts a second while paced; 0 leaves that out.", 200);
    private readonly NumberOption<double> _warmUp = new("--warm-up", "Seconds before anything is measured.", 5);
    private readonly NumberOption<double> _seconds = new("--seconds", "Seconds that each part is measured.", 5);
    private readonly NumberOption<int> _rounds = new("--rounds", "Runs of each server; the table shows medians.", 1);
    private readonly Option<string?> _json = new("--json") { Description = "Also write all runs to a file." };

    public FanoutCommand(string name, string description, string[] servers)
        : base(name, description)
    {
        _servers = new ServersOption(servers);
        foreach (var option in new Option[] { _servers, _receivers, _senders, _window, _size, _rate, _warmUp, _seconds, _rounds, _json })
        {
            Options.Add(option);
        }

        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        var servers = _servers.Present(result);
        var rounds = new Rounds(result.GetValue(_rounds));
        var runs = new List<FanoutReport>();
        foreach (var receivers in result.GetRequiredValue(_receivers))
        {
            var run = new FanoutRun(OptionsOf(result, receivers), TimeProvider.System);
            rounds.Run(servers, $"{receivers} receivers", server =>
            {
                runs.Add(run.Run(server));
                FanoutReport.WriteTable(Console.Error, [runs[^1]]);
            });
        }

        if (result.GetValue(_json) is { } file)
        {
            Report.WriteJson(file, runs);
        }

        var medians = runs.GroupBy(run => (run.Receivers, run.Server)).Select(group => FanoutReport.Median([.. group])).ToList();
        FanoutReport.WriteTable(Console.Out, medians);
        if (servers.Count > 1)
        {
            Console.Out.WriteLine();
            FanoutReport.WriteRatios(Console.Out, medians, ServersOption.Own);
        }

        return rounds.HaveFailed ? 1 : 0;
    }

    private FanoutOptions OptionsOf(ParseResult result, int receivers) => new(
        receivers,
        result.GetValue(_senders),
        result.GetValue(_window),
        result.GetValue(_size),
        result.GetValue(_rate),
        TimeSpan.FromSeconds(result.GetValue(_warmUp)),
        TimeSpan.FromSeconds(result.GetValue(_seconds)));
}
