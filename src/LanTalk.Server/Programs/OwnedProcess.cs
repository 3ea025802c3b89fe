using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LanTalk.Server.Programs;

/// <summary>A process that the server started.</summary>
/// <param name="process">The process, with its streams redirected.</param>
/// <param name="isGroup">Whether it leads a process group with its own number.</param>
internal sealed class OwnedProcess(Process process, bool isGroup) : IProgram
{
    private const int Term = 15; // SIGTERM
    private const int AtOnce = 9; // SIGKILL

    private readonly int _id = process.Id;

    /// <inheritdoc/>
    public Stream Input { get; } = process.StandardInput.BaseStream;

    /// <inheritdoc/>
    public Stream Output { get; } = process.StandardOutput.BaseStream;

    /// <inheritdoc/>
    public Stream Error { get; } = process.StandardError.BaseStream;

    /// <inheritdoc/>
    public Task<int> Exited { get; } = ExitAsync(process);

    /// <inheritdoc/>
    public void Terminate()
    {
        if (isGroup)
        {
            Signal(-_id, Term);
        }
    }

    /// <inheritdoc/>
    public void Kill()
    {
        if (isGroup)
        {
            // Also after it has ended: what it started may go on, with its streams open.
            Signal(-_id, AtOnce);
        }

        try
        {
            // Also if it leads a group: in the moment after its start there is none yet.
            process.Kill(entireProcessTree: !isGroup);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has just ended, or is ending.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => process.Dispose();

    private static async Task<int> ExitAsync(Process process)
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int id, int signal);
}
