using LanTalk.Benchmarks.Load;
using LanTalk.Benchmarks.Reports;
using LanTalk.Benchmarks.Servers;

namespace LanTalk.Benchmarks;

/// <summary>One server from start to end: connect, rest, saturate, pace, verify.</summary>
internal sealed class FanoutRun(FanoutOptions options, TimeProvider time)
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    /// <summary>Runs a server and measures it.</summary>
    /// <exception cref="BenchmarkException">A text was lost, duplicated or out of order, or never arrived.</exception>
    public FanoutReport Run(ServerUnderTest server)
    {
        OpenFiles.Allow(options.Receivers + options.Senders);
        using var process = ServerProcess.Start(server, time);
        using var load = new LoadGenerator(process.EndPoint, server.Dialect, options.Senders, options.TextSize, time);

        // The first connections load the server's code into memory, which is not a cost of a connection.
        var first = Math.Max(options.Senders, options.Receivers / 10);
        load.Connect(first);
        load.Rest(Settling);
        var few = process.Resident;
        var connecting = load.Connect(options.Receivers - first);
        load.Rest(Settling);
        var idle = process.Resident;
        var maps = process.MemoryMaps;
        var idleCpu = CpuOf(process, () => load.Rest(options.Duration)) / options.Duration;

        load.Saturate(options.WarmUp, options.Window);
        LoadResult saturated = null!;
        var cpu = CpuOf(process, () => saturated = load.Saturate(options.Duration, options.Window));
        var paced = options.Rate == 0 ? null : load.Pace(options.Duration, options.Rate);
        var isOneOrder = load.Verify();
        return new FanoutReport
        {
            Server = server.Name,
            Receivers = options.Receivers,
            StartUpMilliseconds = process.StartUp.TotalMilliseconds,
            ConnectSeconds = connecting.TotalSeconds,
            BytesPerIdleConnection = (idle - few) / (options.Receivers - first),
            MemoryMaps = maps,
            IdleCpuPercent = 100 * idleCpu,
            DeliveriesPerSecond = saturated.Rate,
            DeliveriesPerCpuSecond = saturated.Deliveries / cpu.TotalSeconds,
            ServerCores = cpu / saturated.Elapsed,
            GeneratorCores = saturated.OwnShare,
            Latency = paced is null ? null : LatencyReport.From(paced.Latencies!, time),
            OneOrder = isOneOrder,
        };
    }

    private static TimeSpan CpuOf(ServerProcess process, Action work)
    {
        var before = process.Cpu;
        work();
        return process.Cpu - before;
    }
}
