using System.Text;
using LanTalk.Benchmarks.Reports;
using LanTalk.Benchmarks.Servers;

namespace LanTalk.Benchmarks.Plugins;

/// <summary>
/// How much longer texts take through a filter that is asked about each and passes it. Both servers run at the same time and are used by turns. A text without a verdict
/// in time fails the run.
/// </summary>
/// <param name="rate">Texts a second, all authors together.</param>
/// <param name="deadline">How long a text waits for its verdict.</param>
/// <param name="rounds">How often each is measured.</param>
/// <param name="duration">How long each time.</param>
/// <param name="time">The clock.</param>
internal sealed class FilterRun(int rate, TimeSpan deadline, int rounds, TimeSpan duration, TimeProvider time)
{
    /// <summary>Few, so that it is not their share that is measured.</summary>
    private const int Users = 20;

    /// <summary>Texts a second at first, while the plug-in compiles what it does with one.</summary>
    private const int SlowRate = 20;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    private static readonly byte[] Refusal = Encoding.ASCII.GetBytes("\"event\":\"refused\"");

    /// <summary>Measures.</summary>
    public IReadOnlyList<PluginsReport> Run()
    {
        using var without = LoadedServer.Start(new LanTalkServer(), Users, time, Refusal);
        using var with = LoadedServer.Start(PluginProgram.ServerWith(PluginProgram.Filter, "--filter-deadline", $"{deadline.TotalMilliseconds}ms"), Users, time, Refusal);
        var (plainCpu, serverCpu, pluginCpu) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
        var latencies = new List<(LatencyReport Without, LatencyReport With)>();
        foreach (var server in new[] { without, with })
        {
            server.Load.Pace(WarmUp, SlowRate);
            server.Load.Pace(WarmUp, rate);
        }

        for (var round = 0; round < rounds; round++)
        {
            LatencyReport plain = null!;
            plainCpu += without.CpuOf(() => plain = Pace(without)).Server;
            var (server, plugin) = with.CpuOf(() => latencies.Add((plain, Pace(with))));
            (serverCpu, pluginCpu) = (serverCpu + server, pluginCpu + plugin);
        }

        without.Verify();
        with.Verify();
        var all = rounds * duration;
        var remark = $"no text without a verdict; cores: the server {Cores(plainCpu)} without and {Cores(serverCpu)} with, the plug-in {Cores(pluginCpu)}";
        return [Row("p50", latency => latency.P50, ""), Row("p99", latency => latency.P99, "at most 3 ms more") with { Remark = remark }];

        string Cores(TimeSpan cpu) => Report.Text(cpu / all, "0.00");

        PluginsReport Row(string what, Func<LatencyReport, double> figure, string goal) =>
            new($"a filter is asked about {Report.Text(rate, "N0")} texts a second: {what}", "ms", "0.00", goal,
                [.. latencies.Select(pair => (figure(pair.Without), figure(pair.With)))])
            {
                IsDifference = true,
            };
    }

    private LatencyReport Pace(LoadedServer server) => LatencyReport.From(server.Load.Pace(duration, rate).Latencies!, time);
}
