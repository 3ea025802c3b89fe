using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LanTalk.Terminal.Devices;

/// <summary>Standard input of this process as the system sees it. Not for Windows, but for its lines.</summary>
public static class StandardInput
{
    /// <summary>Its descriptor.</summary>
    public const int Descriptor = 0;

    private const short Readable = 1; // POLLIN

    /// <summary>Waits until there is something to read. A closed or broken input counts as readable: the read that follows reports it.</summary>
    /// <param name="milliseconds">The longest wait; -1 for no limit.</param>
    /// <returns>False if nothing came in time.</returns>
    public static bool Wait(int milliseconds)
    {
        const int Interrupted = 4; // EINTR
        var input = new PollDescriptor { Descriptor = Descriptor, Events = Readable };
        int ready;
        do
        {
            ready = Poll(ref input, 1, milliseconds);
        }
        while (ready < 0 && Marshal.GetLastPInvokeError() == Interrupted);

        return ready != 0;
    }

    /// <summary>Reads lines as edited by the terminal itself. .NET's own reader does the editing, and would keep a line that Ctrl-C discards.</summary>
    internal static TextReader OpenLines() => OperatingSystem.IsWindows()
        ? Console.In
        : new StreamReader(new FileStream(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Read, bufferSize: 1), Console.InputEncoding);

    [DllImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll(ref PollDescriptor descriptors, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Results;
    }
}
