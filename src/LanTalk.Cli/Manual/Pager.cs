using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LanTalk.Cli.Manual;

/// <summary>Shows a text a screen at a time, with the program named by <c>PAGER</c>.</summary>
internal static class Pager
{
    private const string Default = "less";

    /// <summary>Shows it and waits until the pager exits; returns false if there is no pager.</summary>
    public static bool TryShow(string text)
    {
        if (OperatingSystem.IsWindows())
        {
            return false;
        }

        var command = Environment.GetEnvironmentVariable("PAGER") is { } chosen && !string.IsNullOrWhiteSpace(chosen) ? chosen : Default;
        var start = new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardInput = true, UseShellExecute = false };
        start.Environment.TryAdd("LESS", "FRX"); // a text that fits the screen is just printed

        // Ctrl-C belongs to the pager: it ends a search there.
        using var interrupts = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        try
        {
            using var pager = Process.Start(start)!;
            Give(pager, text);
            pager.WaitForExit();
            const int NotFound = 127; // by sh, POSIX 2.8.2
            return pager.ExitCode != NotFound;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static void Give(Process pager, string text)
    {
        try
        {
            pager.StandardInput.Write(text);
            pager.StandardInput.Close();
        }
        catch (IOException)
        {
            // The reader left before the end of the text, as pagers allow.
        }
    }
}
