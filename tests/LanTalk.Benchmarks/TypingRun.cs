using LanTalk.Benchmarks.Clients;
using LanTalk.Benchmarks.Load;
using LanTalk.Benchmarks.Reports;
using LanTalk.Benchmarks.Servers;

namespace LanTalk.Benchmarks;

/// <summary>
/// A person who types for a while: eight messages 8 s apart, then three quickly, and so on. Measures how long each waits for its echo, through the
/// real tool with a server's default limits.
/// </summary>
internal sealed class TypingRun(TimeSpan duration, TimeProvider time)
{
    private const int SlowOnes = 8;
    private const int QuickOnes = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Types and measures.</summary>
    /// <exception cref="BenchmarkException">A message was not delivered.</exception>
    public async Task<TypingReport> RunAsync()
    {
        using var server = ServerProcess.Start(
            "lantalk",
            (port, directory) => DotNetProgram.LanTalk(
                "serve", "--name", "bench", "--port", $"{port}", "--bind", "127.0.0.1", "--data-dir", directory, "--no-beacon"),
            time);
        using var typist = new Typist(server.EndPoint, Patience, time);
        await typist.ReadyAsync();
        await typist.SayAsync("what the first message alone has to wait for is no part of typing");

        var (start, waits) = (time.GetTimestamp(), new List<double>());
        while (time.GetElapsedTime(start) < duration)
        {
            for (var i = 0; i < SlowOnes && time.GetElapsedTime(start) < duration; i++)
            {
                await Task.Delay(Pause, time);
                waits.Add((await typist.SayAsync($"message {waits.Count}")).TotalMilliseconds);
            }

            var quick = await Task.WhenAll(Enumerable.Range(0, QuickOnes).Select(i => typist.SayAsync($"quickly {waits.Count + i}")));
            waits.AddRange(quick.Select(wait => wait.TotalMilliseconds));
        }

        var sorted = waits.Order().ToList();
        return new TypingReport { Messages = waits.Count, MedianMilliseconds = sorted[sorted.Count / 2], LongestMilliseconds = sorted[^1] };
    }
}
