namespace LanTalk.Client.Shares;

/// <summary>One try of a transfer.</summary>
internal sealed class Attempt : IDisposable
{
    /// <summary>The silence after which the attempt counts as stalled.</summary>
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(5);

    private readonly TimeSpan _patience;
    private readonly Action _gotOn;
    private readonly CancellationTokenSource _idle;
    private readonly CancellationTokenSource _either;
    private readonly ITimer _quiet;

    /// <param name="patience">The silence that ends it.</param>
    /// <param name="gotOn">Called when it got on for certain.</param>
    /// <param name="stalled">Called when nothing has happened for a while, and it goes on waiting.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels the transfer.</param>
    public Attempt(TimeSpan patience, Action gotOn, Action stalled, TimeProvider time, CancellationToken cancellationToken)
    {
        (_patience, _gotOn) = (patience, gotOn);
        _idle = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_idle.Token, cancellationToken);
        _quiet = time.CreateTimer(_ => stalled(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Live();
    }

    /// <summary>Ends it when it is idle for too long, or when the transfer is cancelled.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Something happens: bytes go or come, but they may be in vain.</summary>
    public void Live()
    {
        _idle.CancelAfter(_patience);
        _quiet.Change(Notice, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Something is done that no break can undo.</summary>
    public void GetOn()
    {
        _gotOn();
        Live();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _quiet.Dispose();
        _either.Dispose();
        _idle.Dispose();
    }
}
