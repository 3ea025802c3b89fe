using System.Text;
using Microsoft.Win32.SafeHandles;

namespace LanTalk.Terminal.Devices;

/// <summary>
/// Standard input as the terminal sends it. The runtime's own key reader treats whatever has arrived as whole keys, and so splits a key whose bytes
/// arrive one by one, as on a slow line. Here the runtime only sets the terminal's mode.
/// </summary>
internal sealed class UnixKeyboard : IKeyboard
{
    private readonly FileStream _input = new(new SafeFileHandle(StandardInput.Descriptor, ownsHandle: false), FileAccess.Read, bufferSize: 0);
    private readonly Decoder _decoder = Console.InputEncoding.GetDecoder();
    private readonly Queue<char> _decoded = new();

    public UnixKeyboard()
    {
        // The runtime keeps input that was typed ahead while a line was asked for.
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
            if (!StandardInput.Wait((int)atMost.TotalMilliseconds))
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

    // Checking for a key takes the terminal out of its own line editing, also after another program has used it.
    private static void SetMode() => _ = Console.KeyAvailable;

    private static bool IsKeptByRuntime() => Console.KeyAvailable && !StandardInput.Wait(0);

    private void ReadByte()
    {
        // Only one: what follows may be for an editor that is started next.
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
}
