using System.Buffers;
using LanTalk.Server.Dialects;
using LanTalk.Server.Rooms;
using LanTalk.Server.Users;

namespace LanTalk.Server.Sessions;

/// <summary>
/// A session's seat in one room: the cursor and, before it follows the room, the earlier messages, run by run. It is read by its session's pump only.
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

    public Room Room { get; } = room;

    /// <inheritdoc/>
    public int Index { get; set; } = int.MaxValue;

    /// <inheritdoc/>
    public IFrameTranslator? Translator => dialect.Translator;

    /// <summary>Whether it has ended: no more earlier messages are sent.</summary>
    public bool IsOver => _state == SeatState.Over || pump.Ended.IsCompleted;

    /// <summary>Whether it has caught up with the room, and everything posted there so far is settled.</summary>
    public bool IsSettled => _caughtUp.Task.IsCompleted && Room.IsQuiet;

    /// <summary>How many bytes of the room it has not taken yet, from its position on; earlier messages do not count.</summary>
    public long Behind => Math.Max(0, End - Volatile.Read(ref _position));

    private long End => _log?.Length ?? 0;

    /// <summary>Takes its position in the room's order; returns the last message before it.</summary>
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

    /// <summary>Runs work once it has caught up and everything posted in the room by then is settled. Any thread may call.</summary>
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

    /// <summary>Sends some messages from before its position; completes when the connection has taken them, or the seat has ended.</summary>
    public Task ShowAsync(ReadOnlyMemory<byte> earlier)
    {
        var preface = new Preface(earlier);
        _preface = preface;

        // A thread that ends the seat reads _preface afterwards.
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

    /// <summary>Ends the catching up and follows the room from its position on; does nothing if it has ended.</summary>
    public void Follow()
    {
        if (Interlocked.CompareExchange(ref _state, SeatState.Following, SeatState.CatchingUp) == SeatState.CatchingUp)
        {
            pump.Wake();
            _caughtUp.SetResult();
        }
    }

    /// <summary>Ends it if it has not caught up: new messages must not follow a gap.</summary>
    public void GiveUp()
    {
        if (Interlocked.CompareExchange(ref _state, SeatState.Over, SeatState.CatchingUp) == SeatState.CatchingUp)
        {
            Abandon();
            _caughtUp.SetResult();
        }
    }

    /// <summary>Reads no further than the present end.</summary>
    public void Stop() => Volatile.Write(ref _endPosition, End);

    /// <summary>Leaves the room; nothing more of it is sent.</summary>
    public void Close()
    {
        Room.Leave(this);
        GiveUp();
        _state = SeatState.Over;
        Volatile.Write(ref _position, long.MaxValue);
    }

    /// <summary>Makes everything up to the present end due. Called by the pump.</summary>
    public void Aim() => _target = Math.Min(End, Volatile.Read(ref _endPosition));

    /// <summary>The next due frames; false if there are none. Called by the pump.</summary>
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
            // If the user has no post of its own before that end and ignores nobody, everything new is one run. Its own last post is read after the
            // end is known, so a post in between cannot be before that end.
            var mayHide = (_hidesOwn && user.PostedUpTo > _cursor.Position) || !ignored.IsEmpty;
            news = mayHide ? Gather(end) : _cursor.ReadRun(end);
        }

        if (news.IsEmpty && isFollowing)
        {
            Volatile.Write(ref _position, _cursor.Position);
        }

        return !news.IsEmpty;
    }

    /// <summary>The connection has taken the last run, or is gone. Called by the pump.</summary>
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

    /// <summary>Gives up the earlier messages that are not read yet.</summary>
    public void Abandon() => _preface?.Taken.TrySetResult();

    /// <summary>The visible frames before <paramref name="end"/>; copied together only if there are several runs.</summary>
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
