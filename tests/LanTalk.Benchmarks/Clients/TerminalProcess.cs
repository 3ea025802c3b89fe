using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LanTalk.Benchmarks.Load;

namespace LanTalk.Benchmarks.Clients;

/// <summary>
/// A program on a terminal of its own, of 80 columns and 24 rows, and the kernel's figures for it. The terminal is that of util-linux's
/// <c>script</c>.
/// </summary>
internal sealed partial class TerminalProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Process _script;
    private readonly string _pidFile;
    private Task _draining = Task.CompletedTask;

    private TerminalProcess(Process script, string pidFile) => (_script, _pidFile) = (script, pidFile);

    /// <summary>From its start until the expected text was shown.</summary>
    public TimeSpan UntilReady { get; private set; }

    /// <summary>The processor time used, all threads, user and system.</summary>
    public TimeSpan Cpu
    {
        get
        {
            using var program = Process.GetProcessById(Pid);
            return program.TotalProcessorTime;
        }
    }

    /// <summary>Its resident memory in bytes.</summary>
    public long Resident
    {
        get
        {
            using var program = Process.GetProcessById(Pid);
            return program.WorkingSet64;
        }
    }

    private int Pid => int.Parse(File.ReadAllText(_pidFile), CultureInfo.InvariantCulture);

    /// <summary>Starts a program and waits until a text is on its screen.</summary>
    public static TerminalProcess Start(string command, string ready, string directory, TimeProvider time)
    {
        var pidFile = Path.Combine(directory, "pid");
        var start = new ProcessStartInfo("script", ["-qfec", $"stty cols 80 rows 24; echo $$ > {pidFile}; {command}", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["TERM"] = "xterm-256color";
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["SHELL"] = "/bin/sh";
        var began = time.GetTimestamp();
        var process = new TerminalProcess(Process.Start(start)!, pidFile);
        process.WaitFor(ready);
        process.UntilReady = time.GetElapsedTime(began);
        process._draining = process.DrainAsync();
        return process;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _script.Kill(entireProcessTree: true);
        _script.WaitForExit();
        _draining.Wait(Patience);
        _script.Dispose();
    }

    private void WaitFor(string ready)
    {
        var (seen, chunk) = (new StringBuilder(), new byte[4096]);
        while (!Escape().Replace(seen.ToString(), "").Contains(ready, StringComparison.Ordinal))
        {
            var reading = _script.StandardOutput.BaseStream.ReadAsync(chunk).AsTask();
            if (!reading.Wait(Patience) || reading.Result == 0)
            {
                throw new BenchmarkException($"'{ready}' did not come, but: {Escape().Replace(seen.ToString(), "")}");
            }

            seen.Append(Encoding.UTF8.GetString(chunk, 0, reading.Result));
        }
    }

    private async Task DrainAsync()
    {
        var chunk = new byte[64 * 1024];
        while (await _script.StandardOutput.BaseStream.ReadAsync(chunk) > 0)
        {
            // The output must be read.
        }
    }

    [GeneratedRegex(@"\e(\[[0-9;?>]*[A-Za-z]|\][^\a]*\a|[()][A-Z0-9]|[=>])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escape();
}
