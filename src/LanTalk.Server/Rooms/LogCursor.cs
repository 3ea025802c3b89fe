using LanTalk.Server.Users;

namespace LanTalk.Server.Rooms;

/// <summary>A reader's position in a room's log, always between two frames. Used by one thread at a time.</summary>
internal struct LogCursor(LogChunk chunk, int offset)
{
    private LogChunk _chunk = chunk;
    private int _offset = offset;

    /// <summary>How many bytes of the log lie before the cursor.</summary>
    public readonly long Position => _chunk.Start + _offset;

    /// <summary>Whether there are new frames; <paramref name="end"/> is then their end in the present chunk.</summary>
    public bool TryFindNews(out int end)
    {
        end = EnterChunkWithNews();
        return end > _offset;
    }

    /// <summary>Everything up to <paramref name="end"/>, as one run of whole frames.</summary>
    public ReadOnlyMemory<byte> ReadRun(int end)
    {
        var run = _chunk.Slice(_offset, end);
        _offset = end;
        return run;
    }

    /// <summary>The next run of frames before <paramref name="end"/> whose authors are not hidden; empty if there is none left.</summary>
    public ReadOnlyMemory<byte> ReadRun(int end, Predicate<User> hides)
    {
        var entries = _chunk.Entries();
        var index = FirstAfter(entries, _offset);
        while (index < entries.Length && entries[index].End <= end && IsHidden(entries[index], hides))
        {
            _offset = entries[index++].End;
        }

        var start = _offset;
        while (index < entries.Length && entries[index].End <= end && !IsHidden(entries[index], hides))
        {
            _offset = entries[index++].End;
        }

        return _chunk.Slice(start, _offset);
    }

    /// <summary>Moves to the next chunk if this one is read and full; returns the published length of the current chunk.</summary>
    private int EnterChunkWithNews()
    {
        while (true)
        {
            // Next is read before Length: once there is a next chunk, this one's length is final.
            var next = _chunk.Next;
            var length = _chunk.Length;
            if (_offset < length || next is null)
            {
                return length;
            }

            _chunk = next;
            _offset = 0;
        }
    }

    private static bool IsHidden(in LogEntry entry, Predicate<User> hides) => entry.Author is { } author && hides(author);

    private static int FirstAfter(ReadOnlySpan<LogEntry> entries, int offset)
    {
        int low = 0, high = entries.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (entries[middle].End > offset)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}
