using LanTalk.Server.Users;

namespace LanTalk.Server.Rooms;

/// <summary>
/// The append-only log of a room: encoded frames in one order, in a chain of chunks. Only cursors reference old chunks, so a chunk that everybody has
/// read is collected.
/// </summary>
internal sealed class RoomLog
{
    /// <summary>Small enough to stay out of the large object heap, large enough that a run is rarely cut.</summary>
    private const int ChunkCapacity = 64 * 1024;

    private const int FirstEntryCapacity = 64;

    private LogChunk _tail = new(0, ChunkCapacity, FirstEntryCapacity);

    /// <summary>How many bytes were ever appended.</summary>
    public long Length
    {
        get
        {
            var tail = Volatile.Read(ref _tail);
            return tail.Start + tail.Length;
        }
    }

    /// <summary>Appends a frame, line feed included. One thread at a time: the room's turn.</summary>
    public void Append(ReadOnlySpan<byte> frame, User? author)
    {
        if (_tail.TryAppend(frame, author))
        {
            return;
        }

        // A chunk holds about as many frames as the one before: in a busy room its list of them need not grow.
        var entryCapacity = Math.Max(FirstEntryCapacity, _tail.EntryCount + (_tail.EntryCount / 8));
        var next = new LogChunk(_tail.Start + _tail.Length, Math.Max(ChunkCapacity, frame.Length), entryCapacity);
        next.TryAppend(frame, author);
        _tail.Next = next;
        Volatile.Write(ref _tail, next);
    }

    /// <summary>A cursor behind the last frame.</summary>
    public LogCursor End()
    {
        var tail = Volatile.Read(ref _tail);
        return new LogCursor(tail, tail.Length);
    }

    /// <summary>A cursor behind the last frame that advances frame by frame. Called by the room's turn.</summary>
    public FrameCursor EndFrame() => new(_tail);
}
