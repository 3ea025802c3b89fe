using System.Runtime.InteropServices;

namespace LanTalk.Terminal.Devices;

/// <summary>What a shell does with its jobs. Not for Windows, which has none.</summary>
internal static class JobControl
{
    // Of the process group: what is in one pipeline stops together, as with Ctrl-Z.
    private const int Group = 0;

    /// <summary>Stops this process and those in its pipeline until the shell continues them. The runtime, left alone, goes on after SIGTSTP.</summary>
    public static void Stop() => _ = Kill(Group, OperatingSystem.IsLinux() ? 19 : 17); // SIGSTOP, on Linux and on BSD and macOS

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
