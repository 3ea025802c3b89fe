using System.Diagnostics;
using Xunit;

namespace LanTalk.Testing.Processes;

/// <summary>A requirement of a test on the machine. If it is not met, the test is skipped and says why; in CI, it fails.</summary>
public static class Requirement
{
    /// <summary>A program that runs with these arguments.</summary>
    public static async Task ProgramAsync(string reason, string program, params string[] arguments)
    {
        if (!await RunsAsync(program, arguments))
        {
            Skip($"{reason}: {program} {string.Join(' ', arguments)} does not run here.");
        }
    }

    private static async Task<bool> RunsAsync(string program, string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // There is no such program.
            return false;
        }
    }

    private static void Skip(string reason)
    {
        if (Environment.GetEnvironmentVariable("CI") is { Length: > 0 })
        {
            Assert.Fail(reason);
        }

        Assert.Skip(reason);
    }
}
