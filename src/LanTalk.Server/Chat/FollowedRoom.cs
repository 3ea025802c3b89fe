using LanTalk.Server.Rooms;

namespace LanTalk.Server.Chat;

/// <summary>A room that the operator follows, with the operator's cursor in it. Read by the console only.</summary>
/// <param name="room">The room.</param>
/// <param name="inbox">Woken when there may be news.</param>
internal sealed class FollowedRoom(Room room, OperatorInbox inbox) : IRoomReader
{
    private readonly TaskCompletionSource<long> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isOver;
    private RoomLog? _log;
    private LogCursor _cursor;

    public Room Room => room;

    /// <inheritdoc/>
    public int Index { get; set; } = int.MaxValue;

    /// <inheritdoc/>
    public IFrameTranslator? Translator => null;

    /// <summary>Whether the operator has left the room.</summary>
    public bool IsOver => _isOver;

    /// <summary>How far the cursor is behind, in bytes.</summary>
    public long Behind => _log!.Length - _cursor.Position;

    /// <summary>Takes a position in the room's order. It is not read until that is done.</summary>
    /// <returns>The last message before the position; 0 if there is none.</returns>
    public Task<long> BeginAsync()
    {
        room.Join(this);
        return _begun.Task;
    }

    /// <summary>Stops following the room.</summary>
    public void End()
    {
        _isOver = true;
        room.Leave(this);
    }

    /// <summary>Reads the new frames, at most up to the end of a chunk; false if there are none.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> run)
    {
        if (_isOver || !_cursor.TryFindNews(out var end))
        {
            run = default;
            return false;
        }

        run = _cursor.ReadRun(end);
        return true;
    }

    /// <summary>Moves the cursor to the end; returns how many lines were skipped.</summary>
    public int Skip()
    {
        var lines = 0;
        while (TryRead(out var run))
        {
            lines += run.Span.Count((byte)'\n');
        }

        return lines;
    }

    /// <inheritdoc/>
    public void Begin(RoomLog log, long lastId)
    {
        (_log, _cursor) = (log, log.End());
        _begun.SetResult(lastId);
    }

    /// <inheritdoc/>
    public void Wake() => inbox.Wake();
}
