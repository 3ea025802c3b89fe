using LanTalk.Server.Users;

namespace LanTalk.Server.Rooms;

/// <summary>A position in a room's log that advances frame by frame. Used only by the room's turn, which also appends.</summary>
internal struct FrameCursor(LogChunk chunk)
{
    private LogChunk _chunk = chunk;
    private int _index = chunk.Entries().Length;
    private int _offset = chunk.Length;

    /// <summary>The next frame and its author; false if there is none.</summary>
    public bool TryRead(out ReadOnlySpan<byte> frame, out User? author)
    {
        frame = default;
        author = null;
        if (_index == _chunk.Entries().Length)
        {
            if (_chunk.Next is not { } next)
            {
                return false;
            }

            // A chunk is never empty: it was created for a frame.
            (_chunk, _index, _offset) = (next, 0, 0);
        }

        ref readonly var entry = ref _chunk.Entries()[_index++];
        frame = _chunk.Slice(_offset, entry.End).Span;
        author = entry.Author;
        _offset = entry.End;
        return true;
    }
}
