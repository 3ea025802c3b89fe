using LanTalk.Benchmarks.Clients;
using LanTalk.Benchmarks.Reports;
using LanTalk.Benchmarks.Servers;

namespace LanTalk.Benchmarks;

/// <summary>The costs of clients on a terminal: the time until they accept typing, and the CPU when nothing happens and in a busy room.</summary>
internal sealed class ClientRun(TimeProvider time)
{
    /// <summary>A busy room for a person; clients differ only above this.</summary>
    private const int BusyRate = 200;

    /// <summary>Work right after the start does not count as idle: the JIT compiler goes on for this long.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Starts each client this many times, in turn, after one start that does not count; then lets one of each idle, and LanTalk's follow a busy
    /// room.
    /// </summary>
    public IReadOnlyList<ClientReport> Run(int runs, TimeSpan idle, TimeSpan busy)
    {
        using var server = ServerProcess.Start(new LanTalkServer(), time);
        List<ClientUnderTest> clients =
            [ClientUnderTest.LanTalk(DotNetProgram.LanTalk()), .. ClientUnderTest.Peers.Where(client => IsThere(client.Program))];
        var starts = clients.ToDictionary(client => client, _ => new List<double>());
        for (var i = 0; i <= runs; i++)
        {
            foreach (var client in clients)
            {
                using var home = new TemporaryHome();
                using var process = Start(client, server, home);
                starts[client].Add(process.UntilReady.TotalMilliseconds);
            }
        }

        return [.. clients.Select(client => Measure(client, [.. starts[client].Skip(1)], server, idle, busy))];
    }

    private ClientReport Measure(ClientUnderTest client, IReadOnlyList<double> starts, ServerProcess server, TimeSpan idle, TimeSpan busy)
    {
        using var home = new TemporaryHome();
        using var process = Start(client, server, home);

        Rest(Settling);
        var idleShare = ShareOf(process, () => Rest(idle));
        double? busyShare = null;
        if (client.Program.Length == 0)
        {
            using var talker = new Talker(server.EndPoint);
            busyShare = ShareOf(process, () => talker.TalkAsync(BusyRate, busy, time).GetAwaiter().GetResult());
        }

        return new ClientReport(client.Name, starts, idleShare, process.Resident, busyShare);
    }

    private void Rest(TimeSpan duration) => Task.Delay(duration, time).GetAwaiter().GetResult();

    private double ShareOf(TerminalProcess process, Action work)
    {
        var (cpu, start) = (process.Cpu, time.GetTimestamp());
        work();
        return (process.Cpu - cpu) / time.GetElapsedTime(start);
    }

    private TerminalProcess Start(ClientUnderTest client, ServerProcess server, TemporaryHome home) => TerminalProcess.Start(
        client.Command.Replace("{home}", home.Path, StringComparison.Ordinal).Replace("{server}", $"{server.EndPoint}", StringComparison.Ordinal),
        client.Ready,
        home.Path,
        time);

    private static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(directory => File.Exists(Path.Combine(directory, program)));

    private sealed class TemporaryHome : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("lantalk-bench-client-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
