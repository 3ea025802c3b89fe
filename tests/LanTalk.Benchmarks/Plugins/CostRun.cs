using LanTalk.Benchmarks.Load;
using LanTalk.Benchmarks.Reports;
using LanTalk.Benchmarks.Servers;

namespace LanTalk.Benchmarks.Plugins;

/// <summary>
/// How many deliveries a CPU-second of the server is good for, beside those of another server. Both run at the same time and are saturated by turns, a quarter of a
/// second each, so that the machine's speed changes for both.
/// </summary>
/// <param name="receivers">How many get each text.</param>
/// <param name="rounds">How many pairs of servers.</param>
/// <param name="duration">How long each of a pair is saturated.</param>
/// <param name="time">The clock.</param>
internal sealed class CostRun(int receivers, int rounds, TimeSpan duration, TimeProvider time)
{
    /// <summary>Texts on their way at once.</summary>
    private const int Window = 256;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(0.25);

    /// <summary>Measures what a plug-in costs that watches the room.</summary>
    public PluginsReport RunWatcher()
    {
        var (cpu, watched, leftOut) = (TimeSpan.Zero, 0L, 0L);
        var report = Run("a plug-in watches the room", "at least 0.97x", new LanTalkServer(), PluginProgram.ServerWith(PluginProgram.Watcher), (with, children) =>
        {
            var progress = WaitForWatcher(with);
            (cpu, watched, leftOut) = (cpu + children, watched + progress.Watched, leftOut + progress.LeftOut);
        });
        var share = Report.Text(100.0 * watched / (watched + leftOut), "0.0");
        return report with { Remark = $"the plug-in watched {share} % of the texts, on {Report.Text(cpu / (rounds * duration), "0.00")} cores" };
    }

    /// <summary>Measures the tool, without plug-ins, beside another build of it.</summary>
    public PluginsReport RunBefore(OtherToolServer before) =>
        Run("no plug-in, beside the tool before there were plug-ins", "at least 0.99x", before, new LanTalkServer(), (_, _) => { });

    private PluginsReport Run(string what, string goal, ServerUnderTest without, ServerUnderTest with, Action<LoadedServer, TimeSpan> check)
    {
        var figures = new List<(double, double)>();
        for (var round = 0; round < rounds; round++)
        {
            figures.Add(RunRound(without, with, check));
        }

        return new PluginsReport(what, "M deliveries per CPU-s", "0.00", goal, figures);
    }

    private (double Without, double With) RunRound(ServerUnderTest without, ServerUnderTest with, Action<LoadedServer, TimeSpan> check)
    {
        using var plain = LoadedServer.Start(without, receivers, time);
        using var other = LoadedServer.Start(with, receivers, time);
        var (plainTotal, otherTotal) = (new Total(), new Total());
        plain.Load.Saturate(WarmUp, Window);
        other.Load.Saturate(WarmUp, Window);
        for (var slice = 0; slice < duration / Slice; slice++)
        {
            Saturate(plain, plainTotal);
            Saturate(other, otherTotal);
        }

        plain.Verify();
        other.Verify();
        check(other, otherTotal.Children);
        return (plainTotal.PerCpuSecond / 1e6, otherTotal.PerCpuSecond / 1e6);
    }

    private static void Saturate(LoadedServer server, Total total)
    {
        LoadResult result = null!;
        var (own, children) = server.CpuOf(() => result = server.Load.Saturate(Slice, Window));
        total.Add(result.Texts * server.Load.DeliveriesPerText, own, children);
    }

    /// <summary>The watcher must get all texts, or be told which it does not get.</summary>
    private static (long Watched, long LeftOut) WaitForWatcher(LoadedServer server)
    {
        var directory = ((PluggedServer)server.Server).DirectoryOf(server.Process);
        (long Watched, long LeftOut) progress = default;
        server.Process.WaitUntil(
            () => (progress = WatcherProgram.Progress(directory)) is var (watched, leftOut) && watched + leftOut == server.Load.Sent,
            () => $"The watcher got {progress.Watched} texts, was told of {progress.LeftOut} left out, and {server.Load.Sent} were sent.");
        return progress;
    }

    /// <summary>The sum of one server's slices.</summary>
    private sealed class Total
    {
        private long _deliveries;
        private TimeSpan _own;

        public TimeSpan Children { get; private set; }

        public double PerCpuSecond => _deliveries / _own.TotalSeconds;

        public void Add(long deliveries, TimeSpan own, TimeSpan children) =>
            (_deliveries, _own, Children) = (_deliveries + deliveries, _own + own, Children + children);
    }
}
