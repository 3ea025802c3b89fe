using System.Runtime.InteropServices;

namespace LanTalk.Terminal.Devices;

/// <summary>What a shell does with its jobs. Not for Windows, which has none.</summary>
public static class JobControl
{
    // Of the process group: what is in one pipeline stops together, as with Ctrl-Z.
    private const int Group = 0;

    private const int StandardInput = 0;

    /// <summary>
    /// Whether what is typed at the terminal is for this process: its group has the terminal, or nobody shares it out.
    /// </summary>
    public static bool IsInForeground => OwnerOf(StandardInput) is var owner && (owner < 0 || owner == OwnGroup());

    /// <summary>Stops this process and those in its pipeline until the shell continues them. The runtime, left alone, goes on after SIGTSTP.</summary>
    internal static void Stop() => _ = Kill(Group, OperatingSystem.IsLinux() ? 19 : 17); // SIGSTOP, on Linux and on BSD and macOS

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);

    [DllImport("libc", EntryPoint = "tcgetpgrp")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OwnerOf(int terminal);

    [DllImport("libc", EntryPoint = "getpgrp")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OwnGroup();
}
