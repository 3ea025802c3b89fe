namespace LanTalk.Server.Programs;

/// <summary>
/// Limits how much of a program's output is handled in a second. What comes faster waits in its pipe, and the program with it. A second's worth may come at
/// once; after that it is handled in small shares, so that a flood never keeps a processor for long. Used by one thread, which waits.
/// </summary>
/// <param name="maxLines">Lines in a second.</param>
/// <param name="maxBytes">Bytes in a second.</param>
/// <param name="time">The time.</param>
internal sealed class Throttle(int maxLines, long maxBytes, TimeProvider time)
{
    private const double ShareSeconds = 0.05;

    private static readonly TimeSpan Share = TimeSpan.FromSeconds(ShareSeconds);

    private double _lines = maxLines;
    private double _bytes = maxBytes;
    private long _filledAt = time.GetTimestamp();

    /// <summary>Counts a line. Blocks until there may be more, if there were too many.</summary>
    public void CountLine()
    {
        _lines--;
        WaitIfUsedUp();
    }

    /// <summary>Counts bytes, likewise.</summary>
    public void CountBytes(int count)
    {
        _bytes -= count;
        WaitIfUsedUp();
    }

    private void WaitIfUsedUp()
    {
        if (_lines >= 1 && _bytes >= 1)
        {
            return;
        }

        Fill();
        while (_lines < Math.Max(1, maxLines * ShareSeconds) || _bytes < Math.Max(1, maxBytes * ShareSeconds))
        {
            using var rest = new CancellationTokenSource(Share, time);
            rest.Token.WaitHandle.WaitOne();
            Fill();
        }
    }

    private void Fill()
    {
        var seconds = time.GetElapsedTime(_filledAt).TotalSeconds;
        _filledAt = time.GetTimestamp();
        _lines = Math.Min(maxLines, _lines + (seconds * maxLines));
        _bytes = Math.Min(maxBytes, _bytes + (seconds * maxBytes));
    }
}
