using System.Runtime.InteropServices;

namespace LanTalk.Terminal.Devices;

/// <summary>The shell's job control, and the signals that a terminal sends to its programs for Ctrl-C, Ctrl-Z or Ctrl-\.</summary>
public static class JobControl
{
    // Of the process group: everything in one pipeline stops together, as with Ctrl-Z.
    private const int Group = 0;
    private const int SigInt = 2;
    private const int SigQuit = 3;

    /// <summary>Whether input at the terminal is for this process: its group has the terminal, or there is no job control.</summary>
    public static bool IsInForeground => OwnerOf(StandardInput.Descriptor) is var owner && (owner < 0 || owner == OwnGroup());

    /// <summary>
    /// Stops this process and those in its pipeline until the shell continues them. The runtime by itself keeps running after SIGTSTP. Not for
    /// Windows, which has no jobs.
    /// </summary>
    internal static void Stop() => _ = Kill(Group, OperatingSystem.IsLinux() ? 19 : 17); // SIGSTOP, on Linux and on BSD and macOS

    /// <summary>Interrupts them, as Ctrl-C does.</summary>
    internal static void Interrupt()
    {
        if (OperatingSystem.IsWindows())
        {
            const uint ControlC = 0, All = 0;
            _ = GenerateConsoleCtrlEvent(ControlC, All);
        }
        else
        {
            _ = Kill(Group, SigInt);
        }
    }

    /// <summary>Asks them to quit, as Ctrl-\ does. Not for Windows, where that key has no meaning.</summary>
    internal static void Quit() => _ = Kill(Group, SigQuit);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);

    [DllImport("libc", EntryPoint = "tcgetpgrp")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OwnerOf(int terminal);

    [DllImport("libc", EntryPoint = "getpgrp")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OwnGroup();

    [DllImport("kernel32", EntryPoint = "GenerateConsoleCtrlEvent")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int GenerateConsoleCtrlEvent(uint control, uint group);
}
