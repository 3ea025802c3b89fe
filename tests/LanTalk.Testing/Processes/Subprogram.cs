using System.Diagnostics;
using System.Text;

namespace LanTalk.Testing.Processes;

/// <summary>Programs that only help a test: each runs to its end.</summary>
public static class Subprogram
{
    /// <summary>The environment of everything that runs in a terminal.</summary>
    public static void Prepare(ProcessStartInfo start)
    {
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["TERM"] = "xterm-256color";
    }

    /// <summary>Runs a program; returns what it printed.</summary>
    public static Task<string> RunAsync(string program, params string[] arguments) => RunAsync([], program, arguments);

    /// <summary>Runs a program with environment variables; returns what it printed.</summary>
    public static async Task<string> RunAsync((string Name, string Value)[] variables, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            StandardOutputEncoding = Encoding.UTF8,
        };
        Prepare(start);
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(ToolProcess.Patience);
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await errors}");
    }
}
