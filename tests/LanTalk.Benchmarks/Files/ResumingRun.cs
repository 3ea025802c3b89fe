using LanTalk.Benchmarks.Load;
using LanTalk.Benchmarks.Reports;
using LanTalk.Protocol.Shares;

namespace LanTalk.Benchmarks.Files;

/// <summary>A sender who begins to send a large file, is killed, and sends it again when the server has half of it: how soon the next bytes come.</summary>
internal sealed class ResumingRun(string directory, long size, int rounds, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Measures.</summary>
    public async Task<FilesReport> RunAsync()
    {
        // All of it is a hole, as is the half that the server has: it takes no space, and its hashes are right.
        var file = Path.Combine(directory, "sparse");
        SetLength(file, size);
        var config = Directory.CreateDirectory(Path.Combine(directory, "config")).FullName;
        using var server = FileServer.Start(time);
        var content = FileServer.ContentOf(server, 1);
        await SendUntilAsync(0);
        var seconds = new List<(double, double)>();
        for (var round = 0; round < rounds; round++)
        {
            var half = size / 2 / Chunks.Length * Chunks.Length;
            server.Restart(_ => SetLength(content, half));
            seconds.Add((await SendUntilAsync(half), 0));
        }

        return new($"going on with half of {size / 1e9:N0} GB: until the next bytes", "s", null, "under 1 s", seconds);

        async Task<double> SendUntilAsync(long length)
        {
            var start = time.GetTimestamp();
            using var sending = Tool.StartSending(server, file, config);
            sending.StandardInput.Close();
            while (!File.Exists(content) || new FileInfo(content).Length <= length)
            {
                if (sending.HasExited || time.GetElapsedTime(start) > Patience)
                {
                    throw new BenchmarkException($"lantalk send sent nothing: {await sending.StandardError.ReadToEndAsync()}");
                }

                await Task.Delay(Look, time);
            }

            var elapsed = time.GetElapsedTime(start);
            sending.Kill();
            await sending.WaitForExitAsync();
            return elapsed.TotalSeconds;
        }
    }

    private static void SetLength(string file, long length)
    {
        using var stream = new FileStream(file, FileMode.OpenOrCreate);
        stream.SetLength(length);
    }
}
