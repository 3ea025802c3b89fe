using System.Buffers;
using LanTalk.Server.Dialects;
using LanTalk.Server.Rooms;
using LanTalk.Server.Users;

namespace LanTalk.Server.Sessions;

/// <summary>
/// A session's place in one room: the cursor, and before it follows the room, what was said earlier, run by run. It is read by its
/// session's pump alone.
/// </summary>
internal sealed class RoomSeat(Room room, SessionPump pump, User user, Dialect dialect, IgnoreList ignored) : IRoomReader
{
    private readonly TaskCompletionSource<long> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _hidesOwn = !dialect.Has(DialectFeatures.Echo);
    private readonly TaskCompletionSource _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile RoomLog? _log;
    private volatile Preface? _preface;
    private volatile SeatState _state;
    private long _position = long.MaxValue;
    private long _endPosition = long.MaxValue;

    // Owned by the thread that pumps.
    private LogCursor _cursor;
    private long _target;
    private byte[]? _gathered;

    /// <summary>The room.</summary>
    public Room Room { get; } = room;

    /// <inheritdoc/>
    public int Place { get; set; } = int.MaxValue;

    /// <inheritdoc/>
    public IFrameTranslator? Translator => dialect.Translator;

    /// <summary>Whether it is over: nothing more of what was said earlier is sent.</summary>
    public bool IsOver => _state == SeatState.Over || pump.Ended.IsCompleted;

    /// <summary>Whether it has caught up with the room, and the room has dealt with all that was posted so far.</summary>
    public bool IsSettled => _caughtUp.Task.IsCompleted && Room.IsQuiet;

    /// <summary>How many bytes of the room it has not taken yet, from its place on; what was said earlier is not counted.</summary>
    public long Behind => Math.Max(0, End - Volatile.Read(ref _position));

    private long End => _log?.Length ?? 0;

    /// <summary>Takes its place in the room's order; returns the last message before it.</summary>
    public Task<long> BeginAsync()
    {
        Room.Join(this);
        return _begun.Task;
    }

    /// <inheritdoc/>
    public void Begin(RoomLog log, long lastId)
    {
        (_log, _cursor) = (log, log.End());
        Volatile.Write(ref _position, _cursor.Position);
        _begun.SetResult(lastId);
    }

    /// <inheritdoc/>
    public void Wake()
    {
        if (_state == SeatState.Following)
        {
            pump.Wake();
        }
    }

    /// <summary>Does something once it has caught up and the room has dealt with all that was posted by then. Any thread may call.</summary>
    public void WhenSettled(Action work)
    {
        if (_caughtUp.Task.IsCompleted)
        {
            Room.Then(work);
        }
        else
        {
            _caughtUp.Task.GetAwaiter().UnsafeOnCompleted(() => Room.Then(work));
        }
    }

    /// <summary>Sends some of what was said before its place; completes when the connection has taken it, or it is over.</summary>
    public Task ShowAsync(ReadOnlyMemory<byte> earlier)
    {
        var preface = new Preface(earlier);
        _preface = preface;

        // Whoever ends it looks for this afterwards.
        Interlocked.MemoryBarrier();
        if (IsOver)
        {
            preface.Taken.TrySetResult();
        }
        else
        {
            pump.Wake();
        }

        return preface.Taken.Task;
    }

    /// <summary>It has caught up, and follows the room from its place on; nothing if it is over.</summary>
    public void Follow()
    {
        if (Interlocked.CompareExchange(ref _state, SeatState.Following, SeatState.CatchingUp) == SeatState.CatchingUp)
        {
            pump.Wake();
            _caughtUp.SetResult();
        }
    }

    /// <summary>If it has not caught up, it is over: what it has missed cannot be followed by what is new.</summary>
    public void GiveUp()
    {
        if (Interlocked.CompareExchange(ref _state, SeatState.Over, SeatState.CatchingUp) == SeatState.CatchingUp)
        {
            Abandon();
            _caughtUp.SetResult();
        }
    }

    /// <summary>Reads no further than what is there now.</summary>
    public void Stop() => Volatile.Write(ref _endPosition, End);

    /// <summary>Leaves the room; nothing more of it is sent.</summary>
    public void Close()
    {
        Room.Leave(this);
        GiveUp();
        _state = SeatState.Over;
        Volatile.Write(ref _position, long.MaxValue);
    }

    /// <summary>Sets what is due: all that is there now. Called by the pump.</summary>
    public void Aim() => _target = Math.Min(End, Volatile.Read(ref _endPosition));

    /// <summary>The next that is due; false if there is nothing. Called by the pump.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> news)
    {
        var isFollowing = _state == SeatState.Following;
        if (_preface is { IsGiven: false } preface && !IsOver)
        {
            preface.IsGiven = true;
            news = preface.Frames;
            return true;
        }

        news = default;
        while (isFollowing && news.IsEmpty && _cursor.Position < _target && _cursor.TryFindNews(out var end))
        {
            // Without a post of its own before that end and nobody ignored, all that is new is one run. Its own last post is
            // looked up after the end: what came in between is not before it.
            var mayHide = (_hidesOwn && user.PostedUpTo > _cursor.Position) || !ignored.IsEmpty;
            news = mayHide ? Gather(end) : _cursor.ReadRun(end);
        }

        if (news.IsEmpty && isFollowing)
        {
            Volatile.Write(ref _position, _cursor.Position);
        }

        return !news.IsEmpty;
    }

    /// <summary>What was read is taken by the connection, or the connection is gone. Called by the pump.</summary>
    public void EndSend()
    {
        if (_state == SeatState.Following)
        {
            Volatile.Write(ref _position, _cursor.Position);
        }

        if (_gathered is { } gathered)
        {
            _gathered = null;
            ArrayPool<byte>.Shared.Return(gathered);
        }

        if (_preface is { IsGiven: true } preface)
        {
            _preface = null;
            preface.Taken.TrySetResult();
        }
    }

    /// <summary>Nothing more of what was said earlier will be read.</summary>
    public void Abandon() => _preface?.Taken.TrySetResult();

    /// <summary>What is not hidden before <paramref name="end"/>; copied together only if it is in pieces.</summary>
    private ReadOnlyMemory<byte> Gather(int end)
    {
        Predicate<User> hides = author => (_hidesOwn && ReferenceEquals(author, user)) || ignored.Hides(author.Name, author.Sender);
        var first = _cursor.ReadRun(end, hides);
        var next = _cursor.ReadRun(end, hides);
        if (next.IsEmpty)
        {
            return first;
        }

        _gathered = ArrayPool<byte>.Shared.Rent(end);
        first.CopyTo(_gathered);
        var length = first.Length;
        for (; !next.IsEmpty; next = _cursor.ReadRun(end, hides))
        {
            next.CopyTo(_gathered.AsMemory(length));
            length += next.Length;
        }

        return _gathered.AsMemory(0, length);
    }

    private enum SeatState
    {
        CatchingUp,
        Following,
        Over,
    }

    private sealed class Preface(ReadOnlyMemory<byte> frames)
    {
        public ReadOnlyMemory<byte> Frames { get; } = frames;

        public bool IsGiven { get; set; }

        public TaskCompletionSource Taken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
