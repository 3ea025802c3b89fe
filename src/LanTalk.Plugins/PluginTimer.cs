using LanTalk.Plugins.Running;

namespace LanTalk.Plugins;

/// <summary>A handler that runs later, or again and again.</summary>
public sealed class PluginTimer
{
    /// <summary>The system's clock may be set, and the machine may sleep: a point in time is looked at again after this.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(1);

    /// <summary>How soon a timer tries again if too much waits for the worker.</summary>
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly DateTimeOffset? _due;
    private readonly TimeSpan? _interval;
    private readonly Func<Task> _handler;
    private Worker? _worker;
    private ITimer? _timer;
    private bool _isCancelled;
    private int _isQueued;

    private PluginTimer(TimeProvider time, DateTimeOffset? due, TimeSpan? interval, Func<Task> handler) =>
        (_time, _due, _interval, _handler) = (time, due, interval, handler);

    internal static PluginTimer At(TimeProvider time, DateTimeOffset due, Func<Task> handler) => new(time, due, interval: null, handler);

    internal static PluginTimer Every(TimeProvider time, TimeSpan interval, Func<Task> handler) => new(time, due: null, interval, handler);

    /// <summary>It does not run again.</summary>
    public void Cancel()
    {
        lock (_lock)
        {
            _isCancelled = true;
            _timer?.Dispose();
        }
    }

    /// <summary>Begins to count: the plug-in runs.</summary>
    internal void Start(Worker worker)
    {
        lock (_lock)
        {
            if (!_isCancelled)
            {
                _worker = worker;
                _timer = _time.CreateTimer(_ => Tick(), state: null, _interval ?? Wait(), _interval ?? Timeout.InfiniteTimeSpan);
            }
        }
    }

    private TimeSpan Wait()
    {
        var left = _due!.Value - _time.GetUtcNow();
        return left <= TimeSpan.Zero ? TimeSpan.Zero : left < LookAgain ? left : LookAgain;
    }

    private void Tick()
    {
        if (_worker!.IsEnded)
        {
            Cancel();
            return;
        }

        if (_interval is not null)
        {
            // What is overdue several times runs once.
            if (Interlocked.Exchange(ref _isQueued, 1) == 0 && !_worker.TryAdd(RunAsync))
            {
                Volatile.Write(ref _isQueued, 0);
            }

            return;
        }

        var wait = Wait();
        if (wait > TimeSpan.Zero)
        {
            Again(wait);
        }
        else if (!_worker.TryAdd(RunAsync))
        {
            Again(TryAgain);
        }
    }

    private void Again(TimeSpan wait)
    {
        lock (_lock)
        {
            if (!_isCancelled)
            {
                _timer?.Change(wait, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private Task RunAsync()
    {
        Volatile.Write(ref _isQueued, 0);
        lock (_lock)
        {
            if (_isCancelled)
            {
                return Task.CompletedTask;
            }
        }

        return _handler();
    }
}
