using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using LanTalk.Protocol;
using LanTalk.Server.Rooms;

namespace LanTalk.Server.Sessions;

/// <summary>
/// The write side of a session: moves what is new in its mailbox and in its room into the connection's pipe. Anybody may
/// wake it; one thread at a time pumps, and a thread that finds it busy goes away at once. It never waits: when the
/// connection does not take more, the pump rests until the flush's own continuation goes on.
/// </summary>
internal sealed class SessionPump : IRoomReader
{
    // A whole chunk of the log may go out in one flush; more would only grow the pipe.
    private const int MaxBytesPerFlush = 64 * 1024;

    /// <summary>More private messages and replies than anybody waits for: past it the session is overwhelmed.</summary>
    private const int MailboxCapacity = 256;

    /// <summary>How many users one can ignore.</summary>
    private const int IgnoreCapacity = 100;

    private readonly PipeWriter _output;
    private readonly TimeProvider _time;
    private readonly User _user;
    private readonly Predicate<User> _hides;
    private readonly Action _flushed;
    private readonly ConcurrentQueue<ReadOnlyMemory<byte>> _mailbox = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ConcurrentDictionary<string, byte>? _ignored;
    private ConfiguredValueTaskAwaitable<FlushResult>.ConfiguredValueTaskAwaiter _flush;

    // Owned by the thread that pumps.
    private LogCursor _cursor;
    private int _unflushed;

    // Calls not yet served; above zero while a thread pumps or a flush is under way. It starts at one: not started yet.
    private int _wakes = 1;
    private long _position = long.MaxValue;
    private long _flushingSince;
    private long _endPosition;
    private ReadOnlyMemory<byte> _lastWord;
    private volatile bool _ending;

    public SessionPump(PipeWriter output, TimeProvider time, User user)
    {
        _output = output;
        _time = time;
        _user = user;
        _hides = author => ReferenceEquals(author, _user) || Ignores(author.Name);
        _flushed = Flushed;
    }

    /// <inheritdoc/>
    public int Place { get; set; }

    /// <summary>How much of the room's log this session has taken; before <see cref="Start"/> it is behind nothing.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>Since when the connection has not taken what it was given, by the time provider's timestamp; 0 if it keeps up.</summary>
    public long FlushingSince => Volatile.Read(ref _flushingSince);

    /// <summary>Completes when all is sent after <see cref="End"/>, or when the connection is gone.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Sends <paramref name="greeting"/>, then begins to pump from <paramref name="cursor"/> on. Called once.</summary>
    public void Start(ReadOnlySpan<byte> greeting, LogCursor cursor)
    {
        _output.Write(greeting);
        _unflushed = greeting.Length;
        _cursor = cursor;
        Volatile.Write(ref _position, cursor.Position);
        Pump();
    }

    /// <inheritdoc/>
    public void Wake()
    {
        if (Interlocked.Increment(ref _wakes) == 1)
        {
            Pump();
        }
    }

    /// <summary>Puts a frame for this session alone into its mailbox; false if it is full.</summary>
    public bool TryPost(ReadOnlyMemory<byte> frame)
    {
        if (_mailbox.Count >= MailboxCapacity)
        {
            return false;
        }

        _mailbox.Enqueue(frame);
        Wake();
        return true;
    }

    /// <summary>Sends the room's log up to <paramref name="position"/>, what the mailbox holds and a last word; nothing after that. Called once.</summary>
    public void End(long position, ReadOnlyMemory<byte> lastWord = default)
    {
        _endPosition = position;
        _lastWord = lastWord;
        _ending = true;
        Wake();
    }

    /// <summary>Starts or stops hiding what a user of that name posts; false if the list is full.</summary>
    public bool TryToggleIgnore(string name, out bool ignores)
    {
        var ignored = LazyInitializer.EnsureInitialized(ref _ignored, () => new(UserName.Comparer));
        ignores = !ignored.TryRemove(name, out _) && ignored.Count < IgnoreCapacity && ignored.TryAdd(name, 0);
        return ignores || ignored.Count < IgnoreCapacity;
    }

    /// <summary>Whether posts by a user of that name are hidden.</summary>
    public bool Ignores(string name) => _ignored?.ContainsKey(name) == true;

    /// <summary>The names whose posts are hidden.</summary>
    public IEnumerable<string> Ignored => _ignored?.Keys ?? [];

    private void Flushed()
    {
        Volatile.Write(ref _flushingSince, 0);
        if (TakeFlushResult())
        {
            Pump();
        }
    }

    private void Pump()
    {
        while (true)
        {
            var served = Volatile.Read(ref _wakes);
            while (WriteNews())
            {
                _flush = _output.FlushAsync().ConfigureAwait(false).GetAwaiter();
                if (!_flush.IsCompleted)
                {
                    Volatile.Write(ref _flushingSince, _time.GetTimestamp());
                    _flush.UnsafeOnCompleted(_flushed);
                    return;
                }

                if (!TakeFlushResult())
                {
                    return;
                }
            }

            if (_ending && _mailbox.IsEmpty)
            {
                // _wakes stays above zero: nothing pumps into a connection that is about to close.
                _ended.TrySetResult();
                return;
            }

            if (Interlocked.CompareExchange(ref _wakes, 0, served) == served)
            {
                return;
            }
        }
    }

    /// <summary>False if the connection takes nothing any more.</summary>
    private bool TakeFlushResult()
    {
        try
        {
            if (!_flush.GetResult().IsCompleted)
            {
                return true;
            }
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or OperationCanceledException)
        {
            // The connection broke; its read side sees the cause, ends the session and logs it.
        }

        _ended.TrySetResult();
        return false;
    }

    private bool WriteNews()
    {
        var written = _unflushed;
        _unflushed = 0;
        var ending = _ending;
        while (written < MaxBytesPerFlush && !(ending && _cursor.Position >= _endPosition))
        {
            // Without a post of its own ahead and nobody ignored, all that is new is one copy.
            var mayHide = _user.PostedUpTo > _cursor.Position || _ignored is { IsEmpty: false };
            var run = mayHide ? _cursor.ReadRun(_hides) : _cursor.ReadRun();
            if (run.IsEmpty)
            {
                break;
            }

            _output.Write(run);
            written += run.Length;
        }

        Volatile.Write(ref _position, _cursor.Position);
        if (ending && _cursor.Position < _endPosition)
        {
            // The last word waits until the room's last messages are out.
            return written > 0;
        }

        while (_mailbox.TryDequeue(out var frame))
        {
            _output.Write(frame.Span);
            written += frame.Length;
        }

        if (ending)
        {
            _output.Write(_lastWord.Span);
            written += _lastWord.Length;
            _lastWord = default;
        }

        return written > 0;
    }
}
