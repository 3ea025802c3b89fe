namespace LanTalk.Server.Programs;

/// <summary>
/// Limits how much of a program's output is handled in a second. What comes faster waits in its pipe, and the program with it. Used by one thread, which waits.
/// </summary>
/// <param name="maxLines">Lines in a second.</param>
/// <param name="maxBytes">Bytes in a second.</param>
/// <param name="time">The time.</param>
internal sealed class Throttle(int maxLines, long maxBytes, TimeProvider time)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private long _since = time.GetTimestamp();
    private int _lines;
    private long _bytes;

    /// <summary>Counts a line. Blocks until the next second if there were too many.</summary>
    public void CountLine()
    {
        _lines++;
        WaitIfOver();
    }

    /// <summary>Counts bytes, likewise.</summary>
    public void CountBytes(int count)
    {
        _bytes += count;
        WaitIfOver();
    }

    private void WaitIfOver()
    {
        var elapsed = time.GetElapsedTime(_since);
        if (elapsed < Second && _lines < maxLines && _bytes < maxBytes)
        {
            return;
        }

        if (elapsed < Second)
        {
            using var rest = new CancellationTokenSource(Second - elapsed, time);
            rest.Token.WaitHandle.WaitOne();
        }

        (_since, _lines, _bytes) = (time.GetTimestamp(), 0, 0);
    }
}
