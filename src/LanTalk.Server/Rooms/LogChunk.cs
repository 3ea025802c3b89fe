using LanTalk.Server.Users;

namespace LanTalk.Server.Rooms;

/// <summary>
/// A contiguous part of a room's log. Appended to by one thread at a time (the room's turn); read without a lock by any number: the bytes below
/// <see cref="Length"/> never change.
/// </summary>
/// <param name="start">The position of its first byte in the whole log.</param>
/// <param name="capacity">How many bytes it can hold.</param>
/// <param name="entryCapacity">How many entries it can hold before its list of them must grow.</param>
internal sealed class LogChunk(long start, int capacity, int entryCapacity)
{
    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(capacity);
    private LogEntry[] _entries = new LogEntry[entryCapacity];
    private int _entryCount;
    private int _length;
    private LogChunk? _next;

    /// <summary>The position of its first byte in the whole log.</summary>
    public long Start { get; } = start;

    /// <summary>The number of published bytes; always the end of a frame.</summary>
    public int Length => Volatile.Read(ref _length);

    /// <summary>The number of its entries. Writer only.</summary>
    public int EntryCount => _entryCount;

    /// <summary>The chunk after this one; set once, when this one is full.</summary>
    public LogChunk? Next
    {
        get => Volatile.Read(ref _next);
        set => Volatile.Write(ref _next, value);
    }

    /// <summary>Appends a frame; false if it does not fit. Writer only.</summary>
    public bool TryAppend(ReadOnlySpan<byte> frame, User? author)
    {
        if (frame.Length > _bytes.Length - _length)
        {
            return false;
        }

        frame.CopyTo(_bytes.AsSpan(_length));
        var end = _length + frame.Length;
        AddEntry(new LogEntry(end, author));

        // Last, because readers rely on everything above once they see it.
        Volatile.Write(ref _length, end);
        return true;
    }

    /// <summary>The bytes from <paramref name="offset"/> up to <paramref name="end"/>.</summary>
    public ReadOnlyMemory<byte> Slice(int offset, int end) => _bytes.AsMemory(offset, end - offset);

    /// <summary>The published entries.</summary>
    public ReadOnlySpan<LogEntry> Entries()
    {
        // The count is read first: the array read after it holds at least as many.
        var count = Volatile.Read(ref _entryCount);
        return Volatile.Read(ref _entries).AsSpan(0, count);
    }

    private void AddEntry(LogEntry entry)
    {
        if (_entryCount == _entries.Length)
        {
            var larger = new LogEntry[_entries.Length * 2];
            _entries.CopyTo(larger, 0);
            Volatile.Write(ref _entries, larger);
        }

        _entries[_entryCount] = entry;
        Volatile.Write(ref _entryCount, _entryCount + 1);
    }
}

/// <summary>The end of a frame in its chunk, and its author; null for the server's own.</summary>
internal readonly record struct LogEntry(int End, User? Author);
