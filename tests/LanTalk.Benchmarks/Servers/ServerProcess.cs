using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using LanTalk.Benchmarks.Load;

namespace LanTalk.Benchmarks.Servers;

/// <summary>A running server, and the kernel's figures for it.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(20);

    // Without a pause, the wait would take a core from the server that is starting.
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(1);

    private static readonly TimeSpan SlowLookInterval = TimeSpan.FromMilliseconds(20);

    private readonly string _name;
    private readonly string[] _command;
    private readonly TimeProvider _time;
    private Process _process;

    private ServerProcess(string name, IPEndPoint endPoint, string directory, string[] command, TimeProvider time)
    {
        (_name, EndPoint, DataDirectory, _command, _time) = (name, endPoint, directory, command, time);
        (_process, StartUp) = Launch();
    }

    /// <summary>Its own directory, deleted with it.</summary>
    public string DataDirectory { get; }

    /// <summary>The address that it listens on.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>From its start until it accepted a connection.</summary>
    public TimeSpan StartUp { get; private set; }

    /// <summary>The processor time used, all threads, user and system.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The processor time used by all that it started.</summary>
    public TimeSpan ChildrenCpu => ProcessTree.CpuBelow(_process.Id);

    /// <summary>What it has written to standard output and standard error.</summary>
    public string Output => File.ReadAllText(OutputIn(DataDirectory));

    /// <summary>Its resident memory in bytes.</summary>
    public long Resident
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>How many memory maps it has; Linux allows 65,530 by default and ends a process that needs more.</summary>
    public int MemoryMaps => File.ReadLines($"/proc/{_process.Id}/maps").Count();

    /// <summary>Starts a server and waits until it accepts a connection.</summary>
    public static ServerProcess Start(ServerUnderTest server, TimeProvider time) => Start(server.Name, server.Command, time);

    /// <inheritdoc cref="Start(ServerUnderTest, TimeProvider)"/>
    /// <param name="name">Its name in messages.</param>
    /// <param name="command">The program and its arguments, for a port and a directory of its own.</param>
    /// <param name="time">The clock.</param>
    public static ServerProcess Start(string name, Func<int, string, string[]> command, TimeProvider time)
    {
        var directory = Directory.CreateTempSubdirectory("lantalk-bench-").FullName;
        var endPoint = new IPEndPoint(IPAddress.Loopback, FreePort());
        return new ServerProcess(name, endPoint, directory, command(endPoint.Port, directory), time);
    }

    /// <summary>Types a line on its standard input.</summary>
    public void Type(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>Waits until something is true of it.</summary>
    /// <exception cref="BenchmarkException">It is not within 20 s.</exception>
    public void WaitUntil(Func<bool> isTrue, Func<string> failure)
    {
        var start = _time.GetTimestamp();
        while (!isTrue())
        {
            if (_time.GetElapsedTime(start) > StartPatience)
            {
                throw new BenchmarkException($"{_name}: {failure()}");
            }

            Task.Delay(SlowLookInterval, _time).Wait();
        }
    }

    /// <summary>Kills it, does something to its directory, and starts it again at the same address.</summary>
    public void Restart(Action<string> between)
    {
        End();
        between(DataDirectory);
        (_process, StartUp) = Launch();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        End();
        Directory.Delete(DataDirectory, recursive: true);
    }

    private (Process Process, TimeSpan StartUp) Launch()
    {
        var log = OutputIn(DataDirectory);

        // The shell redirects the output to a file and replaces itself with the server.
        string[] shell = ["-c", "log=$1; shift; exec \"$@\" >\"$log\" 2>&1", "sh", log, .. _command];
        var start = _time.GetTimestamp();
        var process = Process.Start(new ProcessStartInfo("/bin/sh", shell) { RedirectStandardInput = true, UseShellExecute = false })!;
        while (!Accepts(EndPoint))
        {
            if (process.HasExited || _time.GetElapsedTime(start) > StartPatience)
            {
                process.Kill();
                throw new BenchmarkException($"{_name} did not start: {string.Concat(File.ReadAllText(log).TakeLast(2000)).Trim()}");
            }

            Task.Delay(LookInterval, _time).Wait();
        }

        return (process, _time.GetElapsedTime(start));
    }

    private void End()
    {
        // With the plug-ins that it runs: some would go on without it.
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string OutputIn(string directory) => Path.Combine(directory, "output");

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
