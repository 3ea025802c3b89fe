using System.Runtime.InteropServices;

namespace LanTalk.Benchmarks.Load;

/// <summary>The limit of open files for this process and each server it starts: a connection is one on both sides.</summary>
internal static partial class OpenFiles
{
    // The files that a process opens besides its connections.
    private const ulong Spare = 400;

    // RLIMIT_NOFILE of Linux.
    private const int OpenFilesLimit = 7;

    /// <summary>Raises the limit if it is too low. To be called before a server starts, which inherits it.</summary>
    /// <exception cref="BenchmarkException">It may not be raised; the message says what to do.</exception>
    public static void Allow(int connections)
    {
        var needed = (ulong)connections + Spare;
        if (GetLimit(OpenFilesLimit, out var limit) == 0 && limit.Soft >= needed)
        {
            return;
        }

        if (SetLimit(OpenFilesLimit, new Limit(needed, Math.Max(needed, limit.Hard))) != 0)
        {
            throw new BenchmarkException(
                $"{connections:N0} connections need {needed:N0} open files, and this process may have {limit.Hard:N0}. " +
                $"Start it where 'ulimit -n {needed}' works: as root, after a change in limits.conf, in a container that may have more.");
        }
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, out Limit limit);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetLimit(int resource, in Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Limit(ulong Soft, ulong Hard);
}
