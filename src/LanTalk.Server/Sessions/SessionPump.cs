using System.Buffers;
using System.Collections.Concurrent;
using LanTalk.Protocol;
using LanTalk.Server.Connections;
using LanTalk.Server.Rooms;

namespace LanTalk.Server.Sessions;

/// <summary>
/// The write side of a session: sends what is new in its mailbox and in its room. Anybody may wake it; one thread at a time
/// pumps, and a thread that finds it busy goes away at once. It never waits: when the connection does not take more, the
/// pump rests until the connection calls back.
/// </summary>
internal sealed class SessionPump : IRoomReader
{
    /// <summary>How many users one can ignore.</summary>
    private const int IgnoreCapacity = 100;

    private readonly IConnectionOutput _output;
    private readonly Room _room;
    private readonly TimeProvider _time;
    private readonly User _user;
    private readonly Mailbox _mailbox = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<long>? _beginning;
    private ConcurrentDictionary<string, byte>? _ignored;

    // Owned by the thread that pumps.
    private LogCursor _cursor;
    private long _target;
    private int _dueMail;
    private byte[]? _gathered;

    // Calls not yet served; above zero while a thread pumps or the connection takes its time. It starts at one: not started yet.
    private int _wakes = 1;
    private long _position = long.MaxValue;
    private long _sendingSince;
    private long _endPosition;
    private ReadOnlyMemory<byte> _lastWord;
    private volatile bool _ending;

    public SessionPump(IConnectionOutput output, Room room, TimeProvider time, User user)
    {
        _output = output;
        _room = room;
        _time = time;
        _user = user;
    }

    /// <inheritdoc/>
    public int Place { get; set; } = int.MaxValue;

    /// <summary>How much of the room's log this session has taken; before <see cref="Start"/> it is behind nothing.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>Since when the connection has not taken what it was given, by the time provider's timestamp; 0 if it keeps up.</summary>
    public long SendingSince => Volatile.Read(ref _sendingSince);

    /// <summary>Completes when all is sent after <see cref="End"/>, or when the connection is gone.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Takes its place in the room; returns the last message before it. Called once; until <see cref="Start"/> nothing is sent.</summary>
    public Task<long> JoinAsync()
    {
        // The turn may begin it, and forget it, before this returns.
        var beginning = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        _beginning = beginning;
        _room.Join(this);
        return beginning.Task;
    }

    /// <inheritdoc/>
    public void Begin(LogCursor cursor, long lastId)
    {
        _cursor = cursor;
        _beginning!.SetResult(lastId);
        _beginning = null;
    }

    /// <summary>Begins to pump. Called once.</summary>
    public void Start()
    {
        Volatile.Write(ref _position, _cursor.Position);
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
        if (!_mailbox.TryAdd(frame))
        {
            return false;
        }

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

    private void Pump()
    {
        while (true)
        {
            var served = Volatile.Read(ref _wakes);

            // What is posted from here on is for the next wake: sending it by twos and threes would cost a call each. The
            // mail is counted first: so what the room was told before a letter was written is due together with it.
            _dueMail = _mailbox.Count;
            _target = _ending ? _endPosition : _room.Length;
            while (TryTakeNews(out var news))
            {
                if (!TrySend(news))
                {
                    return;
                }
            }

            if (_output.IsBroken || (_ending && _mailbox.Count == 0 && _lastWord.IsEmpty && _target == _endPosition))
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

    /// <summary>False if the connection takes its time; then it calls back.</summary>
    private bool TrySend(ReadOnlyMemory<byte> bytes)
    {
        if (_output.TrySend(bytes))
        {
            EndSend();
            return true;
        }

        Volatile.Write(ref _sendingSince, _time.GetTimestamp());
        _output.OnTaken(() =>
        {
            Volatile.Write(ref _sendingSince, 0);
            EndSend();
            Pump();
        });
        return false;
    }

    private void EndSend()
    {
        Volatile.Write(ref _position, _cursor.Position);
        if (_gathered is { } gathered)
        {
            _gathered = null;
            ArrayPool<byte>.Shared.Return(gathered);
        }
    }

    /// <summary>What to send next: what is due of the room, then what is due of the mailbox, so that no letter overtakes what was said before it.</summary>
    private bool TryTakeNews(out ReadOnlyMemory<byte> news)
    {
        if (_output.IsBroken)
        {
            news = default;
            return false;
        }

        if (TryReadRoom(out news) || TryTakeMail(out news))
        {
            return true;
        }

        if (_ending && _mailbox.Count == 0 && _target == _endPosition)
        {
            news = _lastWord;
            _lastWord = default;
        }

        return !news.IsEmpty;
    }

    private bool TryTakeMail(out ReadOnlyMemory<byte> news)
    {
        news = default;
        if (_dueMail == 0)
        {
            return false;
        }

        _dueMail--;
        return _mailbox.TryTake(out news);
    }

    private bool TryReadRoom(out ReadOnlyMemory<byte> news)
    {
        news = default;
        while (news.IsEmpty && _cursor.Position < _target && _cursor.TryFindNews(out var end))
        {
            // Without a post of its own before that end and nobody ignored, all that is new is one run. Its own last post is
            // looked up after the end: what came in between is not before it.
            var mayHide = _user.PostedUpTo > _cursor.Position || _ignored is { IsEmpty: false };
            news = mayHide ? Gather(end) : _cursor.ReadRun(end);
        }

        if (news.IsEmpty)
        {
            Volatile.Write(ref _position, _cursor.Position);
        }

        return !news.IsEmpty;
    }

    /// <summary>What is not hidden before <paramref name="end"/>; copied together only if it is in pieces.</summary>
    private ReadOnlyMemory<byte> Gather(int end)
    {
        Predicate<User> hides = author => ReferenceEquals(author, _user) || Ignores(author.Name);
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
}
