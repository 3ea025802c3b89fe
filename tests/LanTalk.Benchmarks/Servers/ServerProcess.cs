using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using LanTalk.Benchmarks.Load;

namespace LanTalk.Benchmarks.Servers;

/// <summary>A running server, and what the kernel says of it.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(20);

    // Without a pause, the waiting would take a core from the server that starts.
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(1);

    private readonly Process _process;
    private readonly string _directory;

    private ServerProcess(Process process, string directory, IPEndPoint endPoint, TimeSpan startUp)
    {
        _process = process;
        _directory = directory;
        EndPoint = endPoint;
        StartUp = startUp;
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>From its start until it took a connection.</summary>
    public TimeSpan StartUp { get; }

    /// <summary>The processor time it has taken, all threads, user and system.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The bytes of memory it has resident.</summary>
    public long Resident
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts a server and waits until it takes a connection.</summary>
    public static ServerProcess Start(ServerUnderTest server, TimeProvider time) => Start(server.Name, server.Command, time);

    /// <inheritdoc cref="Start(ServerUnderTest, TimeProvider)"/>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="command">The program and its arguments, for a port and a directory of its own.</param>
    /// <param name="time">The clock.</param>
    public static ServerProcess Start(string name, Func<int, string, string[]> command, TimeProvider time)
    {
        var directory = Directory.CreateTempSubdirectory("lantalk-bench-").FullName;
        var endPoint = new IPEndPoint(IPAddress.Loopback, FreePort());
        var log = Path.Combine(directory, "output");

        // The shell gives the output to a file and its own process to the server.
        string[] shell = ["-c", "log=$1; shift; exec \"$@\" >\"$log\" 2>&1", "sh", log, .. command(endPoint.Port, directory)];
        var start = time.GetTimestamp();
        var process = Process.Start(new ProcessStartInfo("/bin/sh", shell) { RedirectStandardInput = true, UseShellExecute = false })!;
        while (!Accepts(endPoint))
        {
            if (process.HasExited || time.GetElapsedTime(start) > StartPatience)
            {
                process.Kill();
                throw new BenchmarkException($"{name} did not start: {string.Concat(File.ReadAllText(log).TakeLast(2000)).Trim()}");
            }

            Task.Delay(LookInterval, time).Wait();
        }

        return new ServerProcess(process, directory, endPoint, time.GetElapsedTime(start));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static bool Accepts(IPEndPoint endPoint)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(endPoint);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
