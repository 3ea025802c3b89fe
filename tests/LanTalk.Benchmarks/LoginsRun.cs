using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LanTalk.Benchmarks.Load;
using LanTalk.Benchmarks.Servers;
using LanTalk.Protocol.Security;
using LanTalk.Testing;

namespace LanTalk.Benchmarks;

/// <summary>Version 3 logins against the real tool, one after the other, each timed from connecting to the answer.</summary>
internal sealed class LoginsRun(TimeProvider time)
{
    private const string Password = "correct horse battery staple";

    private static readonly IPAddress Attacker = IPAddress.Parse("127.0.0.2");
    private static readonly IPAddress Newcomer = IPAddress.Parse("127.0.0.3");

    /// <summary>Compares a wrong password under a name that nobody has with one under a name that somebody has.</summary>
    public async Task RefusalsAsync(int runs, TextWriter output)
    {
        using var process = ServerProcess.Start("lantalk", PasswordServer, time);
        await LogInAsync(process.EndPoint, Newcomer, "owned", Password, "auth_ok");
        List<double> unknown = [], owned = [];
        for (var i = 0; i <= runs; i++)
        {
            unknown.Add(await LogInAsync(process.EndPoint, Newcomer, $"nobody-{i}", "wrong", "auth_fail"));
            owned.Add(await LogInAsync(process.EndPoint, Newcomer, "owned", "wrong", "auth_fail"));
        }

        output.WriteLine("| a wrong password, under a name | median ms | 10th to 90th of 100 |");
        output.WriteLine("| --- | --- | --- |");
        WriteRow(output, "that nobody has", unknown);
        WriteRow(output, "that belongs to somebody", owned);
    }

    /// <summary>Compares a join on an idle server with one while another address leaves connections half done.</summary>
    public async Task AttackAsync(int runs, int attackers, TextWriter output)
    {
        using var process = ServerProcess.Start("lantalk", OpenServer, time);
        var quiet = await JoinsAsync(process.EndPoint, runs, "quiet");
        var sockets = new List<Socket>();
        try
        {
            for (var i = 0; i < attackers; i++)
            {
                sockets.Add(LeaveHalfDone(process.EndPoint, isSilent: i % 2 == 0));
            }

            var attacked = await JoinsAsync(process.EndPoint, runs, "attacked");
            output.WriteLine("| a join | median ms | 10th to 90th of 100 |");
            output.WriteLine("| --- | --- | --- |");
            WriteRow(output, "with nobody else there", quiet);
            WriteRow(output, $"beside {attackers} half-done connections of another address", attacked);
            output.WriteLine();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Ratio of the medians: {Percentile(attacked, 0.5) / Percentile(quiet, 0.5):0.00}x"));
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }
    }

    private async Task<List<double>> JoinsAsync(IPEndPoint server, int runs, string name)
    {
        var times = new List<double>();
        for (var i = 0; i <= runs; i++)
        {
            times.Add(await LogInAsync(server, Newcomer, $"{name}-{i}", null, "auth_ok"));
        }

        return times;
    }

    private async Task<double> LogInAsync(IPEndPoint server, IPAddress from, string name, string? password, string expected)
    {
        using var key = UserKey.Create();
        var start = time.GetTimestamp();
        using var client = await TlsTestClient.ConnectAsync(server, from);
        var answer = await client.Lines.LogInAsync(client.Fingerprint, name, key, password);
        var elapsed = time.GetElapsedTime(start).TotalMilliseconds;
        return answer.GetProperty("type").GetString() == expected ? elapsed : throw new BenchmarkException($"The login of {name} was answered: {answer}");
    }

    /// <summary>A connection on which nothing is sent, or the beginning of a TLS record (RFC 8446, section 5.1) that never ends.</summary>
    private static Socket LeaveHalfDone(IPEndPoint server, bool isSilent)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(Attacker, 0));
        socket.Connect(server);
        if (!isSilent)
        {
            socket.Send([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]);
        }

        return socket;
    }

    private static string[] PasswordServer(int port, string directory)
    {
        var file = Path.Combine(directory, "password");
        File.WriteAllText(file, Password);
        return [.. OpenServer(port, directory), "--password-file", file, "--auth-attempts", "0"];
    }

    private static string[] OpenServer(int port, string directory) => DotNetProgram.LanTalk(
        "serve", "--name", "bench", "--port", $"{port}", "--bind", "127.0.0.1", "--data-dir", directory, "--no-beacon");

    /// <summary>The first run loads code into memory and does not count.</summary>
    private static void WriteRow(TextWriter output, string what, List<double> times) => output.WriteLine(
        string.Create(CultureInfo.InvariantCulture,
            $"| {what} | {Percentile(times, 0.5):0.0} | {Percentile(times, 0.1):0.0} to {Percentile(times, 0.9):0.0} |"));

    private static double Percentile(List<double> times, double share) => times.Skip(1).Order().ElementAt((int)((times.Count - 2) * share));
}
