using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace LanTalk.Terminal.Devices;

/// <summary>
/// Standard input as the terminal sends it. The runtime's own reader of keys takes what happens to be there for whole keys, and so takes a key
/// apart whose bytes come one after the other, as on a slow line. Here the runtime only sets the terminal's mode.
/// </summary>
internal sealed class UnixKeyboard : IKeyboard
{
    private const int StandardInput = 0;
    private const short Readable = 1; // POLLIN

    private readonly FileStream _input = new(new SafeFileHandle(StandardInput, ownsHandle: false), FileAccess.Read, bufferSize: 0);
    private readonly Decoder _decoder = Console.InputEncoding.GetDecoder();
    private readonly Queue<char> _decoded = new();

    public UnixKeyboard()
    {
        // What was typed ahead while a line was asked for is kept by the runtime.
        while (IsKeptByRuntime())
        {
            if (Console.ReadKey(intercept: true).KeyChar is not '\0' and var c)
            {
                _decoded.Enqueue(c);
            }
        }
    }

    /// <inheritdoc/>
    public bool WaitForInput(TimeSpan atMost)
    {
        SetMode();
        while (_decoded.Count == 0)
        {
            if (!Poll((int)atMost.TotalMilliseconds))
            {
                return false;
            }

            ReadByte();
        }

        return true;
    }

    /// <inheritdoc/>
    public char Read()
    {
        if (_decoded.Count == 0)
        {
            SetMode();
        }

        while (_decoded.Count == 0)
        {
            ReadByte();
        }

        return _decoded.Dequeue();
    }

    // A look for a key takes the terminal out of its own line editing, also after another program has used it.
    private static void SetMode() => _ = Console.KeyAvailable;

    private static bool IsKeptByRuntime() => Console.KeyAvailable && !Poll(0);

    private void ReadByte()
    {
        // One alone: what follows may be for an editor that is started next.
        Span<byte> one = stackalloc byte[1];
        Span<char> decoded = stackalloc char[4];
        if (_input.Read(one) == 0)
        {
            throw new IOException("The terminal is gone.");
        }

        foreach (var c in decoded[.._decoder.GetChars(one, decoded, flush: false)])
        {
            _decoded.Enqueue(c);
        }
    }

    private static bool Poll(int milliseconds)
    {
        const int Interrupted = 4; // EINTR
        var input = new PollDescriptor { Descriptor = StandardInput, Events = Readable };
        int ready;
        do
        {
            ready = Poll(ref input, 1, milliseconds);
        }
        while (ready < 0 && Marshal.GetLastPInvokeError() == Interrupted);

        // An error is told by the read that follows.
        return ready != 0;
    }

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
