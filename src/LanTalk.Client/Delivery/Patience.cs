using LanTalk.Client.Rooms;
using LanTalk.Protocol.Text;

namespace LanTalk.Client.Delivery;

/// <summary>
/// How long a session waits for a server that does none of what was asked of it: let the user in, accept a message, open a room. Whatever else the
/// server sends in the meantime does not count, nor how often the connection was replaced. May be used by any thread.
/// </summary>
internal sealed class Patience : IAsyncDisposable
{
    /// <summary>A server's rate limit may demand a longer pause, but then the user is told that nothing is delivered.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly Outbox _outbox;
    private readonly WantedRooms _wanted;
    private readonly TimeSpan? _limit;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _exhausted = new();
    private readonly ITimer _timer;
    private readonly Lock _gate = new();

    // Guarded by the gate.
    private TimeSpan _pause;
    private bool _isThere;
    private int _answered;
    private long? _since;
    private int _holders;
    private long _heldSince;

    /// <param name="outbox">The messages that the server should accept.</param>
    /// <param name="wanted">The rooms that it should open.</param>
    /// <param name="limit">How long to wait; null for no limit.</param>
    /// <param name="time">The clock.</param>
    public Patience(Outbox outbox, WantedRooms wanted, TimeSpan? limit, TimeProvider time)
    {
        (_outbox, _wanted, _limit, _time) = (outbox, wanted, limit, time);
        _timer = time.CreateTimer(_ => Elapsed(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        outbox.Changed += Follow;
        wanted.Changed += Follow;
        Look();
    }

    /// <summary>How much of a rate limit's window does not count as silence.</summary>
    public static TimeSpan PauseOf(TimeSpan rateWindow) => rateWindow < LongestPause ? rateWindow : LongestPause;

    /// <summary>The final text about a server that is there and was given up.</summary>
    public static string LastWord(TimeSpan limit) => $"the server is there, but has taken nothing for {Duration.Format(limit)}.";

    /// <summary>Cancelled when it runs out.</summary>
    public CancellationToken Exhausted => _exhausted.Token;

    /// <summary>A connection begins; the client still has to catch up on it.</summary>
    /// <param name="rateWindow">How long the server's rate limit may make the client wait.</param>
    public void Begin(TimeSpan rateWindow)
    {
        lock (_gate)
        {
            _pause = PauseOf(rateWindow);
        }
    }

    /// <summary>The client is in, and has caught up.</summary>
    public void CaughtUp() => SetThere(true);

    /// <summary>The connection is lost.</summary>
    public void Lost() => SetThere(false);

    /// <summary>A missed message has arrived. While nothing else is asked of the server, that is what the session waits for.</summary>
    public void Heard()
    {
        lock (_gate)
        {
            if (!_isThere && !IsAsking)
            {
                _since = _time.GetTimestamp();
            }
        }
    }

    /// <summary>Stops counting until the result is disposed: the session is not waiting for the server.</summary>
    public Held Hold()
    {
        lock (_gate)
        {
            if (_holders++ == 0)
            {
                _heldSince = _time.GetTimestamp();
            }
        }

        return new Held(this);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _outbox.Changed -= Follow;
        _wanted.Changed -= Follow;
        await _timer.DisposeAsync();
        _exhausted.Dispose();
    }

    private bool IsAsking => _outbox.Count > 0 || _wanted.IsAnyAwaited;

    private void Follow(object? sender, EventArgs e) => Look();

    private void SetThere(bool isThere)
    {
        lock (_gate)
        {
            _isThere = isThere;
        }

        Look();
    }

    /// <summary>Starts, stops or restarts the count.</summary>
    private void Look()
    {
        if (_limit is not { } limit)
        {
            return;
        }

        lock (_gate)
        {
            var answered = _outbox.Answered + _wanted.Answered;
            if (_isThere && !IsAsking)
            {
                _since = null;
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
            else if (_since is null || answered != _answered)
            {
                _since = _time.GetTimestamp();
                _timer.Change(limit, Timeout.InfiniteTimeSpan);
            }

            _answered = answered;
        }
    }

    private void Elapsed()
    {
        lock (_gate)
        {
            if (_since is not { } since || _holders > 0)
            {
                return;
            }

            // If everything sent is answered, the rest waits for the rate limit.
            var isPaused = _isThere && !_outbox.AwaitsAnswer;
            var left = _limit!.Value + (isPaused ? _pause : TimeSpan.Zero) - _time.GetElapsedTime(since);
            if (left > TimeSpan.Zero)
            {
                _timer.Change(left, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        _exhausted.Cancel();
    }

    private void Release()
    {
        lock (_gate)
        {
            if (--_holders > 0 || _since is not { } since)
            {
                return;
            }

            // As if that time had not passed.
            _since = since + (_time.GetTimestamp() - Math.Max(since, _heldSince));
            if (_limit is not null)
            {
                _timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>A wait for something other than the server.</summary>
    public readonly struct Held(Patience patience) : IDisposable
    {
        /// <summary>The wait is over.</summary>
        public void Dispose() => patience.Release();
    }
}
