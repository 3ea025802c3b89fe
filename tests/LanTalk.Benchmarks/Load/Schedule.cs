namespace LanTalk.Benchmarks.Load;

/// <summary>
/// The times when the texts of a paced load are due. A text counts from its due time, late or not: a server that stalls the load must not look better
/// for it.
/// </summary>
internal sealed class Schedule(int rate, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>How many texts were taken.</summary>
    public long Taken { get; private set; }

    /// <summary>How long until the next text is due; zero if it is.</summary>
    public TimeSpan Wait => time.GetTimestamp() is var now && now < NextDue ? time.GetElapsedTime(now, NextDue) : TimeSpan.Zero;

    private long NextDue => _start + (Taken * time.TimestampFrequency / rate);

    /// <summary>Takes the next text if it is due; <paramref name="due"/> says since when.</summary>
    public bool TryTake(out long due)
    {
        due = NextDue;
        if (time.GetTimestamp() < due)
        {
            return false;
        }

        Taken++;
        return true;
    }
}
