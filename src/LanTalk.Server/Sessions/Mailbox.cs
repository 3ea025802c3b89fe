namespace LanTalk.Server.Sessions;

/// <summary>
/// Frames for one session alone, from when they are sent until the connection has taken them: all of it is counted, in number and bytes.
/// Some are held first, until what was said before them is dealt with; then they are due. It is small while it is empty, as it nearly
/// always is: a concurrent queue takes a kilobyte before anything is in it.
/// </summary>
internal sealed class Mailbox
{
    /// <summary>More private messages and replies than anybody waits for: past it the session is overwhelmed.</summary>
    public const int Capacity = 256;

    /// <summary>With this many frames in it the session is read no further: answers to more would only wait behind these.</summary>
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

    /// <summary>How many frames are due.</summary>
    public int Due => Volatile.Read(ref _dueCount);

    /// <summary>How many bytes are in it, those that the connection is being given included.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Whether anything is held, so that what comes now must not pass it.</summary>
    public bool IsHolding => Volatile.Read(ref _isBrought);

    /// <summary>Whether the session has more to take first than to ask for more.</summary>
    public bool IsCrowded => Volatile.Read(ref _count) >= CrowdCount || Bytes >= CrowdBytes;

    /// <summary>Puts a frame in that is due at once; false if it is full.</summary>
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

    /// <summary>Puts a frame in that is not due before <see cref="Release"/>; false if it is full.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="mustBring">Whether nobody is on the way to release what is held: the caller has to see to it.</param>
    public bool TryHold(ReadOnlyMemory<byte> frame, out bool mustBring)
    {
        lock (_due)
        {
            mustBring = false;
            if (_lastWord is not null)
            {
                // Nothing comes after it.
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

    /// <summary>Holds the session's last word; what is held after it is never due. Called once.</summary>
    /// <returns>As <c>mustBring</c> of <see cref="TryHold"/>.</returns>
    public bool HoldEnd(ReadOnlyMemory<byte> lastWord)
    {
        lock (_due)
        {
            _lastWord = lastWord;
            return BeginToBring();
        }
    }

    /// <summary>What is held, to be released together.</summary>
    public Held Look()
    {
        lock (_due)
        {
            return new Held(_held?.Count ?? 0, _lastWord);
        }
    }

    /// <summary>Frames that were held are due; false if nothing else is held by now.</summary>
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

    /// <summary>Takes the oldest frame out that is due; it counts until <see cref="Taken"/>.</summary>
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

    /// <summary>The connection has what was taken out last.</summary>
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

    /// <summary>Completes when it is crowded no more: half of what makes a crowd is taken. At once if it is closed.</summary>
    public Task ReliefAsync()
    {
        lock (_due)
        {
            return _isClosed || !IsCrowded
                ? Task.CompletedTask
                : (_relief ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>The session ends, or the connection takes nothing any more: nobody waits for relief.</summary>
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

    /// <summary>What is held at some moment.</summary>
    /// <param name="Count">How many frames.</param>
    /// <param name="LastWord">The session's last word; null if the session goes on.</param>
    internal readonly record struct Held(int Count, ReadOnlyMemory<byte>? LastWord);
}
