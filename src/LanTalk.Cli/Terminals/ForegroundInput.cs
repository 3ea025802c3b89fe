using LanTalk.Terminal.Devices;

namespace LanTalk.Cli.Terminals;

/// <summary>
/// The terminal's input while this process is in the foreground; in the background, it belongs to the shell. A process may be sent to the background
/// at any time, so a read only begins when there is something to read. Not for Windows, which has no jobs.
/// </summary>
internal sealed class ForegroundInput(Stream terminal, TimeProvider time) : OneWayStream
{
    private const int NoLimit = -1;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        while (!JobControl.IsInForeground || !StandardInput.Wait(NoLimit) || !JobControl.IsInForeground)
        {
            // The shell does not say when it gives the terminal to another process.
            Task.Delay(Pause, time).GetAwaiter().GetResult();
        }

        return terminal.Read(buffer);
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
}
