namespace LanTalk.Server.Rooms;

/// <summary>A room's readers, each in its wire: the room's own frames, or a view of them. Owned by the room's turn.</summary>
internal sealed class RoomAudience(RoomLog log)
{
    private readonly List<IRoomReader> _readers = [];
    private readonly List<RoomView> _views = [];

    /// <summary>The number of readers.</summary>
    public int Count => _readers.Count;

    /// <summary>Adds a reader, which is woken from here on when there is news.</summary>
    public void Join(IRoomReader reader, long lastId)
    {
        reader.Index = _readers.Count;
        _readers.Add(reader);
        reader.Begin(LogFor(reader), lastId);
    }

    /// <summary>Removes a reader; does nothing if it has not joined.</summary>
    public void Leave(IRoomReader reader)
    {
        if (reader.Index >= _readers.Count || _readers[reader.Index] != reader)
        {
            return;
        }

        // The last reader takes the index of the one that leaves: the order of readers means nothing.
        var last = _readers[^1];
        last.Index = reader.Index;
        _readers[reader.Index] = last;
        _readers.RemoveAt(_readers.Count - 1);
        if (FindView(reader) is { } view && --view.Readers == 0)
        {
            _views.Remove(view);
        }
    }

    /// <summary>Brings every view up to the end of the room's log.</summary>
    public void CatchUp()
    {
        foreach (var view in _views)
        {
            view.CatchUp();
        }
    }

    /// <summary>Wakes all readers, even if some throw; returns the last exception, or null.</summary>
    public Exception? Wake()
    {
        Exception? fault = null;
        for (var next = 0; next < _readers.Count;)
        {
            try
            {
                while (next < _readers.Count)
                {
                    _readers[next++].Wake();
                }
            }
            catch (Exception e)
            {
                fault = e;
            }
        }

        return fault;
    }

    private RoomLog LogFor(IRoomReader reader)
    {
        if (reader.Translator is not { } translator)
        {
            return log;
        }

        if (FindView(reader) is not { } view)
        {
            view = new RoomView(translator, log);
            _views.Add(view);
        }

        view.Readers++;
        view.CatchUp();
        return view.Log;
    }

    private RoomView? FindView(IRoomReader reader) => _views.Find(view => view.Translator == reader.Translator);
}
