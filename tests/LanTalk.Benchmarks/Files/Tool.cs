using System.Diagnostics;
using LanTalk.Benchmarks.Load;
using LanTalk.Benchmarks.Servers;

namespace LanTalk.Benchmarks.Files;

/// <summary>Runs the real tool as a client, each time as a newcomer who has no key and no hashes from before.</summary>
internal static class Tool
{
    private static int _newcomers;

    /// <summary>Sends files or directories; returns the seconds that it took, and the share's number.</summary>
    public static async Task<(double Seconds, string Share)> SendAsync(ServerProcess server, string path, TimeProvider time)
    {
        var (seconds, output) = await RunAsync(server, time, "send", "--file", path);
        return (seconds, output.Trim());
    }

    /// <summary>Gets a share into a directory that is deleted afterwards; returns the seconds that it took.</summary>
    public static async Task<double> GetAsync(ServerProcess server, string share, TimeProvider time)
    {
        var target = Directory.CreateTempSubdirectory("lantalk-bench-").FullName;
        try
        {
            return (await RunAsync(server, time, "get", share, "--output", target)).Seconds;
        }
        finally
        {
            Directory.Delete(target, recursive: true);
        }
    }

    /// <summary>Starts to send a file, as somebody who may have tried before.</summary>
    public static Process StartSending(ServerProcess server, string path, string config) => Start(server, "again", config, "send", "--file", path);

    private static async Task<(double Seconds, string Output)> RunAsync(ServerProcess server, TimeProvider time, params string[] arguments)
    {
        var config = Directory.CreateTempSubdirectory("lantalk-bench-").FullName;
        try
        {
            var start = time.GetTimestamp();
            using var process = Start(server, $"newcomer{++_newcomers}", config, arguments);
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0
                ? (time.GetElapsedTime(start).TotalSeconds, output)
                : throw new BenchmarkException($"lantalk {arguments[0]} failed: {await errors}");
        }
        finally
        {
            Directory.Delete(config, recursive: true);
        }
    }

    private static Process Start(ServerProcess server, string name, string config, params string[] arguments)
    {
        var command = DotNetProgram.LanTalk([.. arguments, "--host", $"{server.EndPoint}", "--name", name, "--config-dir", config]);
        return Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }
}
