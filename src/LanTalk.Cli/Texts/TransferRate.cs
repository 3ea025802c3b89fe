namespace LanTalk.Cli.Texts;

/// <summary>Measures how fast a transfer is, as the average of the last few seconds.</summary>
/// <param name="time">The clock.</param>
internal sealed class TransferRate(TimeProvider time)
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(0.5);

    private const int MostSamples = 10;

    private readonly Queue<(long At, long Done)> _samples = new();
    private long _last;

    /// <summary>The bytes per second; null if they are not known yet.</summary>
    public double? BytesPerSecond { get; private set; }

    /// <summary>Takes how many bytes are done now.</summary>
    public void Take(long done)
    {
        var now = time.GetTimestamp();
        if (_samples.Count > 0 && time.GetElapsedTime(_last, now) < Step)
        {
            return;
        }

        _last = now;
        _samples.Enqueue((now, done));
        if (_samples.Count > MostSamples)
        {
            _samples.Dequeue();
        }

        var (at, before) = _samples.Peek();
        var elapsed = time.GetElapsedTime(at, now).TotalSeconds;
        BytesPerSecond = elapsed > 0 ? (done - before) / elapsed : null;
    }

    /// <summary>Starts anew, after a break or in another stage.</summary>
    public void Reset()
    {
        _samples.Clear();
        BytesPerSecond = null;
    }
}
