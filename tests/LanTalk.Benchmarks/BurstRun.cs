using LanTalk.Benchmarks.Load;
using LanTalk.Benchmarks.Reports;
using LanTalk.Benchmarks.Servers;

namespace LanTalk.Benchmarks;

/// <summary>One server from start to end: some users connect and are paced, many join at once, verify.</summary>
internal sealed class BurstRun(BurstOptions options, TimeProvider time)
{
    /// <summary>Runs a server and measures it.</summary>
    /// <exception cref="BenchmarkException">A text was lost, duplicated or out of order, or never arrived.</exception>
    public BurstReport Run(ServerUnderTest server)
    {
        OpenFiles.Allow(options.Users + options.Newcomers + options.Senders);
        using var process = ServerProcess.Start(server, time);
        using var load = new LoadGenerator(process.EndPoint, server.Dialect, options.Senders, options.TextSize, time);
        load.Connect(options.Users);
        load.Pace(options.WarmUp, options.Rate);
        var before = load.Pace(options.Before, options.Rate);
        var cpu = process.Cpu;
        var burst = load.Burst(options.Newcomers, options.Rate);
        cpu = process.Cpu - cpu;
        var isOneOrder = load.Verify();
        return new BurstReport
        {
            Server = server.Name,
            Users = options.Users,
            Newcomers = options.Newcomers,
            ConnectSeconds = burst.Elapsed.TotalSeconds,
            ServerCpuSeconds = cpu.TotalSeconds,
            GeneratorBusyPercent = 100 * burst.OwnShare,
            Before = LatencyReport.From(before.Latencies!, time),
            Meanwhile = LatencyReport.From(burst.Latencies!, time),
            OneOrder = isOneOrder,
        };
    }
}
