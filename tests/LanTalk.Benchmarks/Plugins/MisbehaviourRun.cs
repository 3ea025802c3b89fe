using LanTalk.Benchmarks.Load;
using LanTalk.Benchmarks.Reports;
using LanTalk.Benchmarks.Servers;

namespace LanTalk.Benchmarks.Plugins;

/// <summary>How long texts in a room take beside a plug-in that misbehaves: two servers by turns, so that the plug-in takes nothing from the server without it.</summary>
/// <param name="receivers">How many get each text.</param>
/// <param name="rate">Texts a second, all authors together.</param>
/// <param name="rounds">How often each is measured.</param>
/// <param name="duration">How long each time.</param>
/// <param name="time">The clock.</param>
internal sealed class MisbehaviourRun(int receivers, int rate, int rounds, TimeSpan duration, TimeProvider time)
{
    private const string Plugin = "bad";

    /// <summary>Texts on their way at once before it is measured: enough of them that the pipe of a plug-in that does not read is full.</summary>
    private const int Window = 64;

    private static readonly TimeSpan Saturation = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReloadInterval = TimeSpan.FromSeconds(1);

    /// <summary>Measures beside one of them.</summary>
    public PluginsReport Run(Misbehaviour bad)
    {
        var turns = new List<(Turn Without, Turn With)>();
        for (var round = 0; round < rounds; round++)
        {
            turns.Add((Measure(new LanTalkServer(), bad), Measure(new PluggedServer(Plugin, bad.Program(Plugin)), bad)));
        }

        var cores = Median(turn => turn.With.ServerCores) - Median(turn => turn.Without.ServerCores);
        var starts = bad.Crashes ? $", {Report.Text(Median(turn => turn.With.Starts), "0")} starts" : "";
        return new PluginsReport(
            bad.What, "ms p99", "0.00", bad.Goal, [.. turns.Select(turn => (turn.Without.P99, turn.With.P99))])
        {
            Remark = $"{Report.Text(cores, "0.000")} cores more for the server, {Report.Text(Median(turn => turn.With.PluginCores), "0.000")} for the plug-in{starts}",
        };

        double Median(Func<(Turn Without, Turn With), double> figure) => Report.Median(turns, figure);
    }

    private Turn Measure(ServerUnderTest server, Misbehaviour bad)
    {
        using var loaded = LoadedServer.Start(server, receivers, time);
        using var talker = bad.TalksInOtherRoom ? new RoomTalker(loaded.Process.EndPoint, Misbehaviour.OtherRoom, time) : null;
        using var reload = bad.Crashes && server is PluggedServer ? ReloadAgain(loaded.Process) : null;
        loaded.Load.Saturate(Saturation, Window);
        loaded.Load.Pace(WarmUp, rate);
        LoadResult result = null!;
        var cpu = loaded.CpuOf(() => result = loaded.Load.Pace(duration, rate));
        loaded.Verify();
        var starts = (server as PluggedServer)?.StartsOf(loaded.Process) ?? 0;
        if (bad.Crashes && server is PluggedServer && starts < 2)
        {
            throw new BenchmarkException($"The plug-in did not crash again and again. {loaded.Process.Output}");
        }

        return new Turn(LatencyReport.From(result.Latencies!, time).P99, cpu.Server / duration, cpu.Children / duration, starts);
    }

    /// <summary>After three crashes it would stay off.</summary>
    private Repeated ReloadAgain(ServerProcess process) => new(() => process.Type($"/plugins reload {Plugin}"), ReloadInterval, time);

    /// <summary>What was measured once.</summary>
    private sealed record Turn(double P99, double ServerCores, double PluginCores, int Starts);
}
