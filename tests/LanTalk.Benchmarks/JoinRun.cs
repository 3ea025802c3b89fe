using LanTalk.Benchmarks.Load;
using LanTalk.Benchmarks.Reports;
using LanTalk.Benchmarks.Servers;
using LanTalk.Benchmarks.Stores;
using LanTalk.Protocol.Security;
using LanTalk.Testing;

namespace LanTalk.Benchmarks;

/// <summary>
/// Version 3 newcomers, one after the other, to a room with a long history: each timed from connecting until the first screen has arrived.
/// </summary>
internal sealed class JoinRun(int messages, int runs, TimeProvider time)
{
    /// <summary>They load code into memory and do not count.</summary>
    private const int First = 20;

    /// <summary>Fills a history, runs a server and measures it.</summary>
    /// <exception cref="BenchmarkException">The messages received were not the end of the history.</exception>
    public async Task<JoinReport> RunAsync()
    {
        using var server = ServerProcess.Start("lantalk", Command, time);
        List<double> all = [], shown = [];
        for (var i = 0; i < First + runs; i++)
        {
            var (screen, fromLogin) = await JoinAsync(server, $"user-{i}");
            if (i >= First)
            {
                all.Add(screen);
                shown.Add(fromLogin);
            }
        }

        return new JoinReport
        {
            Messages = messages,
            Joins = runs,
            MedianMilliseconds = Percentile(all, 0.5),
            P99Milliseconds = Percentile(all, 0.99),
            BacklogMedianMilliseconds = Percentile(shown, 0.5),
            BacklogP99Milliseconds = Percentile(shown, 0.99),
        };
    }

    private async Task<(double Milliseconds, double FromLogin)> JoinAsync(ServerProcess server, string name)
    {
        using var key = UserKey.Create();
        var start = time.GetTimestamp();
        using var client = await TlsTestClient.ConnectAsync(server.EndPoint);
        var answer = await client.Lines.LogInAsync(client.Fingerprint, name, key);
        var login = time.GetTimestamp();
        long last = 0;
        while (true)
        {
            var message = await client.Lines.ReadAsync();
            if (message.TryGetProperty("event", out var what) && what.GetString() == "backlog")
            {
                break;
            }

            last = message.TryGetProperty("text", out _) && message.TryGetProperty("id", out var id) ? id.GetInt64() : last;
        }

        return last == messages
            ? (time.GetElapsedTime(start).TotalMilliseconds, time.GetElapsedTime(login).TotalMilliseconds)
            : throw new BenchmarkException($"{name} was shown message {last} last, after the answer {answer}.");
    }

    private string[] Command(int port, string directory)
    {
        PreparedHistory.Extend(directory, messages, time);
        return DotNetProgram.LanTalk("serve", "--name", "bench", "--port", $"{port}", "--bind", "127.0.0.1", "--data-dir", directory, "--no-beacon");
    }

    private static double Percentile(List<double> times, double share) => times.Order().ElementAt((int)((times.Count - 1) * share));
}
