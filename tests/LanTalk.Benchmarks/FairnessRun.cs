using LanTalk.Benchmarks.Load;
using LanTalk.Benchmarks.Reports;
using LanTalk.Benchmarks.Servers;

namespace LanTalk.Benchmarks;

/// <summary>The latency in one room while somebody floods another one, with the server's limits off.</summary>
/// <param name="users">The number of users in the room.</param>
/// <param name="rate">Texts a second there, all senders together.</param>
/// <param name="seconds">How long each of the two is measured.</param>
/// <param name="time">The clock.</param>
internal sealed class FairnessRun(int users, int rate, TimeSpan seconds, TimeProvider time)
{
    private const int Senders = 4;
    private const int TextSize = 64;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    /// <summary>Runs a server and measures it.</summary>
    /// <exception cref="BenchmarkException">A text was lost, duplicated or out of order, or never arrived.</exception>
    public FairnessReport Run(ServerUnderTest server)
    {
        OpenFiles.Allow(users + Senders + 1);
        using var process = ServerProcess.Start(server, time);
        using var load = new LoadGenerator(process.EndPoint, server.Dialect, Senders, TextSize, time);
        load.Connect(users);
        load.Pace(WarmUp, rate);
        var quiet = load.Pace(seconds, rate);
        using var flood = new Flood(process.EndPoint, TextSize);
        load.Pace(WarmUp, rate);
        var (sent, start) = (flood.Sent, time.GetTimestamp());
        var flooded = load.Pace(seconds, rate);
        var perSecond = (flood.Sent - sent) / time.GetElapsedTime(start).TotalSeconds;
        load.Verify();
        return new FairnessReport(
            server.Name, users, perSecond, LatencyReport.From(quiet.Latencies!, time), LatencyReport.From(flooded.Latencies!, time));
    }
}
