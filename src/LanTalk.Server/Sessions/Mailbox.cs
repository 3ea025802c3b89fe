namespace LanTalk.Server.Sessions;

/// <summary>
/// Frames for one session only, from when they are sent until the connection has taken them; all of them count, in number and bytes. Some are held at
/// first, until everything posted before them is settled; then they are due. It is small while it is empty, as it nearly always is: a concurrent
/// queue takes a kilobyte before anything is in it.
/// </summary>
internal sealed class Mailbox
{
    /// <summary>More private messages and replies than a client ever has waiting; beyond it the session is overwhelmed.</summary>
    public const int Capacity = 256;

    /// <summary>With this many frames waiting, the session is not read: answers to further requests would only wait behind them.</summary>
    public const int CrowdCount = 64;

    /// <summary>The same in bytes.</summary>
    public const int CrowdBytes = 256 * 1024;

    private readonly Queue<ReadOnlyMemory<byte>> _due = new();
    private Queue<ReadOnlyMemory<byte>>? _held;
    private ReadOnlyMemory<byte>? _lastWord;
    private TaskCompletionSource? _relief;
    private int _count;
    private long _bytes;
    private int _dueCount;
    private int _takenBytes;
    private bool _isBrought;
    private bool _isClosed;

    /// <summary>The number of due frames.</summary>
    public int Due => Volatile.Read(ref _dueCount);

    /// <summary>The number of bytes in it, including those that the connection is taking.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Whether frames are held, which later ones must not overtake.</summary>
    public bool IsHolding => Volatile.Read(ref _isBrought);

    /// <summary>Whether the session must take some frames before it may ask for more.</summary>
    public bool IsCrowded => Volatile.Read(ref _count) >= CrowdCount || Bytes >= CrowdBytes;

    /// <summary>Adds a frame that is due at once; false if the mailbox is full.</summary>
    public bool TryPost(ReadOnlyMemory<byte> frame)
    {
        lock (_due)
        {
            if (!TryCount(frame))
            {
                return false;
            }

            _due.Enqueue(frame);
            Volatile.Write(ref _dueCount, _due.Count);
            return true;
        }
    }

    /// <summary>Adds a frame that is held until <see cref="Release"/>; false if the mailbox is full.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="mustBring">Whether nobody is about to release the held frames, so that the caller has to arrange it.</param>
    public bool TryHold(ReadOnlyMemory<byte> frame, out bool mustBring)
    {
        lock (_due)
        {
            mustBring = false;
            if (_lastWord is not null)
            {
                // Nothing follows the last word.
                return true;
            }

            if (!TryCount(frame))
            {
                return false;
            }

            (_held ??= new()).Enqueue(frame);
            mustBring = BeginToBring();
            return true;
        }
    }

    /// <summary>Holds the session's last word; frames held after it never become due. Called once.</summary>
    /// <returns>See <c>mustBring</c> of <see cref="TryHold"/>.</returns>
    public bool HoldEnd(ReadOnlyMemory<byte> lastWord)
    {
        lock (_due)
        {
            _lastWord = lastWord;
            return BeginToBring();
        }
    }

    /// <summary>The frames held now, to be released together.</summary>
    public Held Look()
    {
        lock (_due)
        {
            return new Held(_held?.Count ?? 0, _lastWord);
        }
    }

    /// <summary>Makes held frames due; false if nothing else is held by now.</summary>
    public bool Release(int count)
    {
        lock (_due)
        {
            for (; count > 0; count--)
            {
                _due.Enqueue(_held!.Dequeue());
            }

            Volatile.Write(ref _dueCount, _due.Count);
            var holdsMore = _held?.Count > 0 || _lastWord is not null;
            Volatile.Write(ref _isBrought, holdsMore);
            return holdsMore;
        }
    }

    /// <summary>Takes out the oldest due frame; it counts until <see cref="Taken"/>.</summary>
    public bool TryTake(out ReadOnlyMemory<byte> frame)
    {
        lock (_due)
        {
            var isTaken = _due.TryDequeue(out frame);
            _takenBytes = frame.Length;
            Volatile.Write(ref _dueCount, _due.Count);
            return isTaken;
        }
    }

    /// <summary>The connection has taken the last frame.</summary>
    public void Taken()
    {
        lock (_due)
        {
            Volatile.Write(ref _count, _count - 1);
            Volatile.Write(ref _bytes, _bytes - _takenBytes);
            if (_count <= CrowdCount / 2 && _bytes <= CrowdBytes / 2)
            {
                _relief?.TrySetResult();
                _relief = null;
            }
        }
    }

    /// <summary>Completes when it is no longer crowded: at half the crowd limit. At once if it is closed.</summary>
    public Task ReliefAsync()
    {
        lock (_due)
        {
            return _isClosed || !IsCrowded
                ? Task.CompletedTask
                : (_relief ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Ends all waiting for relief, because the session ends or the connection takes nothing any more.</summary>
    public void Close()
    {
        lock (_due)
        {
            _isClosed = true;
            _relief?.TrySetResult();
        }
    }

    private bool TryCount(ReadOnlyMemory<byte> frame)
    {
        if (_count >= Capacity)
        {
            return false;
        }

        Volatile.Write(ref _count, _count + 1);
        Volatile.Write(ref _bytes, _bytes + frame.Length);
        return true;
    }

    private bool BeginToBring()
    {
        var mustBring = !_isBrought;
        Volatile.Write(ref _isBrought, true);
        return mustBring;
    }

    /// <summary>The frames held at some moment.</summary>
    /// <param name="Count">The number of frames.</param>
    /// <param name="LastWord">The session's last word; null if the session goes on.</param>
    internal readonly record struct Held(int Count, ReadOnlyMemory<byte>? LastWord);
}
