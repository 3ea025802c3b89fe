using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using LanTalk.Benchmarks.Load;
using LanTalk.Benchmarks.Reports;
using LanTalk.Benchmarks.Servers;

namespace LanTalk.Benchmarks;

/// <summary>
/// How long programs take to start. The floor is a hello world in a project of its own: a hidden verb of this program would
/// bring the dependencies of this program with it.
/// </summary>
internal sealed class StartUpRun(TimeProvider time)
{
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(20);

    /// <summary>Starts each program this many times, in turn, after one start that does not count.</summary>
    public IReadOnlyList<StartUpReport> Run(int runs)
    {
        List<double> hello = [], version = [], listener = [], serve = [];
        var lanTalk = new LanTalkServer();
        for (var i = 0; i <= runs; i++)
        {
            hello.Add(RunToEnd(DotNetProgram.Command(DotNetProgram.HelloWorld)));
            version.Add(RunToEnd(DotNetProgram.LanTalk("--version")));
            listener.Add(RunToAnswer("hello listener", (port, _) => DotNetProgram.Command(DotNetProgram.HelloWorld, $"{port}")));
            serve.Add(RunToAnswer(lanTalk.Name, lanTalk.Command, "{"));
        }

        return
        [
            Report("hello world, to its end", hello, hello),
            Report("lantalk --version, to its end", version, hello),
            Report("hello listener, until it answers", listener, listener),
            Report("lantalk serve, until it answers", serve, listener),
        ];

        // In the first run, the files were not in memory yet.
        static StartUpReport Report(string program, List<double> times, List<double> floor) =>
            new(program, [.. times.Skip(1)], [.. floor.Skip(1)]);
    }

    private double RunToEnd(string[] command)
    {
        var program = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, UseShellExecute = false };
        var start = time.GetTimestamp();
        using var process = Process.Start(program)!;
        process.WaitForExit();
        var elapsed = time.GetElapsedTime(start);
        return process.ExitCode == 0 ? elapsed.TotalMilliseconds : throw new BenchmarkException($"{string.Join(' ', command)} failed.");
    }

    private double RunToAnswer(string name, Func<int, string, string[]> command, string greeting = "")
    {
        using var process = ServerProcess.Start(name, command, time);

        // The kernel accepts connections as soon as the port is open; a client waits for the program's first sign of life: a greeting or, from the
        // hello listener, the close of the connection.
        var start = time.GetTimestamp();
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = (int)AnswerPatience.TotalMilliseconds };
        socket.Connect(process.EndPoint);

        // A client that sends nothing is given 250 ms to show which version it speaks, which is not part of starting.
        socket.Send(Encoding.ASCII.GetBytes(greeting));
        socket.Receive(new byte[1], SocketFlags.None, out var error);
        return error == SocketError.Success
            ? (process.StartUp + time.GetElapsedTime(start)).TotalMilliseconds
            : throw new BenchmarkException($"{name} does not answer ({error}).");
    }
}
