using LanTalk.Benchmarks.Load;
using LanTalk.Benchmarks.Servers;

namespace LanTalk.Benchmarks.Commands;

/// <summary>
/// Runs servers one after the other, round by round, so that a change in the machine's speed does not affect only one of them. A server that fails is
/// left out of later rounds.
/// </summary>
internal sealed class Rounds(int count)
{
    /// <summary>Whether a server failed.</summary>
    public bool HaveFailed { get; private set; }

    /// <summary>Runs all rounds and reports on stderr which server fails, and why.</summary>
    /// <param name="servers">The servers of the first round.</param>
    /// <param name="what">The workload, for the message of a failure.</param>
    /// <param name="run">Runs one of them.</param>
    public void Run(IEnumerable<ServerUnderTest> servers, string what, Action<ServerUnderTest> run)
    {
        var present = servers.ToList();
        for (var round = 0; round < count; round++)
        {
            present.RemoveAll(server => !TryRun(server, what, run));
        }
    }

    private bool TryRun(ServerUnderTest server, string what, Action<ServerUnderTest> run)
    {
        try
        {
            run(server);
            return true;
        }
        catch (BenchmarkException e)
        {
            Console.Error.WriteLine($"{server.Name} with {what} failed: {e.Message}");
            HaveFailed = true;
            return false;
        }
    }
}
