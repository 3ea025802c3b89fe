using LanTalk.Benchmarks.Load;
using LanTalk.Benchmarks.Servers;

namespace LanTalk.Benchmarks.Plugins;

/// <summary>A running server, with users in its lobby. Its plug-in, if it has one, has been started.</summary>
internal sealed class LoadedServer : IDisposable
{
    /// <summary>How many of the users talk.</summary>
    public const int Senders = 8;

    private const int TextSize = 64;

    /// <summary>It is answered once the user is in the lobby. A greeting comes before.</summary>
    private static readonly LoginStep Entry = new("""{"type":"ping"}""" + "\n", "\"pong\"");

    private LoadedServer(ServerUnderTest server, ServerProcess process, LoadGenerator load) => (Server, Process, Load) = (server, process, load);

    /// <summary>What it is.</summary>
    public ServerUnderTest Server { get; }

    /// <summary>Its process.</summary>
    public ServerProcess Process { get; }

    /// <summary>Its users.</summary>
    public LoadGenerator Load { get; }

    /// <summary>Starts a server, and lets users in.</summary>
    /// <param name="server">The server.</param>
    /// <param name="users">How many users.</param>
    /// <param name="time">The clock.</param>
    /// <param name="refusal">What the run fails of; see <see cref="Dialect.Refusal"/>.</param>
    public static LoadedServer Start(ServerUnderTest server, int users, TimeProvider time, byte[]? refusal = null)
    {
        OpenFiles.Allow(users);
        var process = ServerProcess.Start(server, time);
        var dialect = server.Dialect with { Login = index => [.. server.Dialect.Login(index), Entry], Refusal = refusal };
        var load = new LoadGenerator(process.EndPoint, dialect, Senders, TextSize, time);
        var started = new LoadedServer(server, process, load);
        try
        {
            if (server is PluggedServer plugged)
            {
                process.WaitUntil(() => plugged.StartsOf(process) > 0, () => $"The plug-in did not start. {process.Output}");
            }

            load.Connect(users);
            return started;
        }
        catch
        {
            started.Dispose();
            throw;
        }
    }

    /// <summary>Checks that all users got every text once, in order, and all in the same order.</summary>
    /// <exception cref="BenchmarkException">They did not.</exception>
    public void Verify()
    {
        if (!Load.Verify())
        {
            throw new BenchmarkException($"The users of {Server.Name} saw different orders.");
        }
    }

    /// <summary>Does something; returns the processor time that the server took for it, and all that it started.</summary>
    public (TimeSpan Server, TimeSpan Children) CpuOf(Action work)
    {
        var (server, children) = (Process.Cpu, Process.ChildrenCpu);
        work();
        return (Process.Cpu - server, Process.ChildrenCpu - children);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Load.Dispose();
        Process.Dispose();
    }
}
