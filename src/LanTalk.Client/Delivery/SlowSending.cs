namespace LanTalk.Client.Delivery;

/// <summary>Shows how many messages are being sent, but only if it takes so long that somebody may wonder.</summary>
internal sealed class SlowSending : IDisposable
{
    /// <summary>Nobody notices a shorter wait.</summary>
    public static readonly TimeSpan Noticeable = TimeSpan.FromMilliseconds(300);

    private readonly Outbox _outbox;
    private readonly Action<int> _show;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private bool _isWaiting;
    private int _shown;

    /// <param name="outbox">The messages being sent.</param>
    /// <param name="time">The clock.</param>
    /// <param name="show">Shows a number; 0 removes it. Called by one thread at a time.</param>
    public SlowSending(Outbox outbox, TimeProvider time, Action<int> show)
    {
        (_outbox, _show) = (outbox, show);
        _timer = time.CreateTimer(_ => Elapsed(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        outbox.Changed += Follow;
        Follow(this, EventArgs.Empty);
    }

    public void Dispose()
    {
        _outbox.Changed -= Follow;
        _timer.Dispose();
    }

    private void Follow(object? sender, EventArgs e)
    {
        lock (_gate)
        {
            var count = _outbox.Count;
            if (_shown > 0)
            {
                Show(count);
            }
            else if (count == 0)
            {
                _isWaiting = false;
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
            else if (!_isWaiting)
            {
                _isWaiting = true;
                _timer.Change(Noticeable, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Elapsed()
    {
        lock (_gate)
        {
            _isWaiting = false;
            Show(_outbox.Count);
        }
    }

    private void Show(int count)
    {
        if (count != _shown)
        {
            _shown = count;
            _show(count);
        }
    }
}
