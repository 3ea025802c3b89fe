namespace LanTalk.Server.Sessions;

/// <summary>
/// Frames for one session alone, in the order they came. Bounded, and small while it is empty, as it nearly always is: a
/// concurrent queue takes a kilobyte before anything is in it.
/// </summary>
internal sealed class Mailbox
{
    /// <summary>More private messages and replies than anybody waits for: past it the session is overwhelmed.</summary>
    private const int Capacity = 256;

    private readonly Queue<ReadOnlyMemory<byte>> _frames = new();
    private int _count;

    /// <summary>How many frames wait.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Puts a frame in; false if it is full.</summary>
    public bool TryAdd(ReadOnlyMemory<byte> frame)
    {
        lock (_frames)
        {
            if (_frames.Count == Capacity)
            {
                return false;
            }

            _frames.Enqueue(frame);
            Volatile.Write(ref _count, _frames.Count);
            return true;
        }
    }

    /// <summary>Takes the oldest frame out.</summary>
    public bool TryTake(out ReadOnlyMemory<byte> frame)
    {
        lock (_frames)
        {
            var isTaken = _frames.TryDequeue(out frame);
            Volatile.Write(ref _count, _frames.Count);
            return isTaken;
        }
    }
}
