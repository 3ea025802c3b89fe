using System.Runtime.InteropServices;
using LanTalk.Terminal.Devices;

namespace LanTalk.Cli.Terminals;

/// <summary>
/// What is typed at the terminal of this process while it is in the foreground. What is typed while it is in the background is for the shell. A
/// process may be sent to the background at any time, so a read only begins when there is something to read. Not for Windows, which has no jobs.
/// </summary>
internal sealed class ForegroundInput(Stream terminal, TimeProvider time) : Stream
{
    private const int StandardInput = 0;
    private const short Readable = 1; // POLLIN

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        while (!JobControl.IsInForeground || !IsReadable())
        {
            // The shell tells nobody when it gives the terminal to somebody else.
            Task.Delay(Pause, time).GetAwaiter().GetResult();
        }

        return terminal.Read(buffer);
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing is written.
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Waits until something was typed; false if that is not for this process. A terminal that is gone can be read, too: to its end.</summary>
    private static bool IsReadable()
    {
        var descriptor = new PollDescriptor { Descriptor = StandardInput, Events = Readable };
        return Poll(ref descriptor, 1, -1) > 0 && JobControl.IsInForeground;
    }

    [DllImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll(ref PollDescriptor descriptors, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Happened;
    }
}
