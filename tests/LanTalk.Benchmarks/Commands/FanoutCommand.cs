using System.CommandLine;
using LanTalk.Benchmarks.Load;
using LanTalk.Benchmarks.Reports;
using LanTalk.Benchmarks.Servers;

namespace LanTalk.Benchmarks.Commands;

/// <summary>
/// <c>fanout</c>: runs servers under load, one after the other, and prints what it measured. The rounds go round all
/// servers, so that a change of the machine's mood does not fall on one of them alone.
/// </summary>
internal sealed class FanoutCommand : Command
{
    private static readonly ServerUnderTest[] AllServers =
        [new LanTalkServer(), new ReferenceServer(), new RedisServer(), new NatsServer(), new InspIrcd(), new NgIrcd()];

    private readonly Option<string[]> _servers = new("--servers") { AllowMultipleArgumentsPerToken = true };
    private readonly Option<int[]> _receivers = new("--receivers")
    {
        Description = "How many connections get the texts; several numbers for several runs.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [1000],
    };

    private readonly Option<int> _senders = Number("--senders", "How many of them send, 1 to 255.", 4);
    private readonly Option<int> _window = Number("--window", "Texts on their way at once while saturated.", 256);
    private readonly Option<int> _size = Number("--size", $"Bytes of a text, from {Mark.Length}.", 64);
    private readonly Option<int> _rate = Number("--rate", "Texts a second while paced; 0 leaves that out.", 200);
    private readonly Option<double> _warmUp = new("--warm-up") { Description = "Seconds before anything is measured.", DefaultValueFactory = _ => 5 };
    private readonly Option<double> _seconds = new("--seconds") { Description = "Seconds that each part is measured.", DefaultValueFactory = _ => 5 };
    private readonly Option<int> _rounds = Number("--rounds", "Runs of each server; the table shows medians.", 1);
    private readonly Option<string?> _json = new("--json") { Description = "Also write all runs to a file." };

    public FanoutCommand(string name, string description, string[] servers)
        : base(name, description)
    {
        _servers.Description = $"Which servers: {string.Join(", ", AllServers.Select(server => server.Name))}. Default: {string.Join(", ", servers)}.";
        _servers.DefaultValueFactory = _ => servers;
        _servers.AcceptOnlyFromAmong([.. AllServers.Select(server => server.Name)]);
        foreach (var option in new Option[] { _servers, _receivers, _senders, _window, _size, _rate, _warmUp, _seconds, _rounds, _json })
        {
            Options.Add(option);
        }

        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        var servers = Array.FindAll(AllServers, server => result.GetRequiredValue(_servers).Contains(server.Name));
        foreach (var server in servers.Where(server => server.Missing is not null))
        {
            Console.Error.WriteLine($"{server.Name} is left out: {server.Missing}.");
        }

        var runs = new List<FanoutReport>();
        var failures = 0;
        foreach (var receivers in result.GetRequiredValue(_receivers))
        {
            var run = new FanoutRun(OptionsOf(result, receivers), TimeProvider.System);
            var present = servers.Where(server => server.Missing is null).ToList();
            for (var round = 0; round < result.GetValue(_rounds); round++)
            {
                foreach (var server in present.ToList())
                {
                    try
                    {
                        runs.Add(run.Run(server));
                        Report.WriteTable(Console.Error, [runs[^1]]);
                    }
                    catch (BenchmarkException e)
                    {
                        Console.Error.WriteLine($"{server.Name} with {receivers} receivers failed: {e.Message}");
                        present.Remove(server);
                        failures++;
                    }
                }
            }
        }

        if (result.GetValue(_json) is { } file)
        {
            Report.WriteJson(file, runs);
        }

        var medians = runs.GroupBy(run => (run.Receivers, run.Server)).Select(group => FanoutReport.Median([.. group])).ToList();
        Report.WriteTable(Console.Out, medians);
        if (servers.Length > 1)
        {
            Console.Out.WriteLine();
            Report.WriteRatios(Console.Out, medians, AllServers[0].Name);
        }

        return failures == 0 ? 0 : 1;
    }

    private FanoutOptions OptionsOf(ParseResult result, int receivers) => new(
        receivers,
        result.GetValue(_senders),
        result.GetValue(_window),
        result.GetValue(_size),
        result.GetValue(_rate),
        TimeSpan.FromSeconds(result.GetValue(_warmUp)),
        TimeSpan.FromSeconds(result.GetValue(_seconds)));

    private static Option<int> Number(string name, string help, int value) =>
        new(name) { Description = $"{help} Default: {value}.", DefaultValueFactory = _ => value };
}
