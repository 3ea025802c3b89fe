using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using LanTalk.Benchmarks.Load;
using LanTalk.Benchmarks.Servers;

namespace LanTalk.Benchmarks.Clients;

/// <summary>A user of the real tool, whose messages are timed from the moment the tool gets them until it reports them as delivered.</summary>
internal sealed class Typist : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("lantalk-bench-typist-").FullName;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<long>> _waiting = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeSpan _patience;
    private readonly TimeProvider _time;
    private readonly Process _process;
    private readonly Task _reading;
    private int _count;

    public Typist(IPEndPoint server, TimeSpan patience, TimeProvider time)
    {
        (_patience, _time) = (patience, time);
        var command = DotNetProgram.LanTalk("join", $"{server}", "--name", "Typist", "--config-dir", Path.Combine(_home, "config"), "--json");
        _process = Process.Start(
            new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        _reading = ReadAsync();
    }

    /// <summary>Completes when it is in the chat.</summary>
    public Task ReadyAsync() => _ready.Task.WaitAsync(_patience, _time);

    /// <summary>Sends a message; returns how long that took.</summary>
    /// <exception cref="BenchmarkException">It was not delivered.</exception>
    public async Task<TimeSpan> SayAsync(string text)
    {
        var reference = $"{Interlocked.Increment(ref _count)}";
        var delivered = _waiting[reference] = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = _time.GetTimestamp();
        lock (_process)
        {
            _process.StandardInput.WriteLine(
                JsonSerializer.Serialize(new Dictionary<string, string> { ["type"] = "say", ["text"] = text, ["ref"] = reference }));
            _process.StandardInput.Flush();
        }

        try
        {
            return _time.GetElapsedTime(start, await delivered.Task.WaitAsync(_patience, _time));
        }
        catch (TimeoutException e)
        {
            throw new BenchmarkException($"'{text}' was not delivered: {e.Message}");
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _reading.GetAwaiter().GetResult();
        _process.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            var now = _time.GetTimestamp();
            using var document = JsonDocument.Parse(line);
            switch (document.RootElement.GetProperty("type").GetString())
            {
                case "room":
                    _ready.TrySetResult();
                    break;
                case "delivered" when document.RootElement.TryGetProperty("ref", out var reference):
                    _waiting[reference.GetString()!].SetResult(now);
                    break;
                case "not_sent":
                    throw new BenchmarkException($"Not sent: {line}");
            }
        }
    }
}
