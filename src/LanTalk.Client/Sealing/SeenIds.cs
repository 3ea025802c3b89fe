namespace LanTalk.Client.Sealing;

/// <summary>The ids of a session's last private messages, so that the server cannot replay one.</summary>
internal sealed class SeenIds(int capacity = 16 * 1024)
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Notes an id; false if it was noted before.</summary>
    public bool Add(ReadOnlySpan<byte> id)
    {
        // By its bytes, not by its spelling.
        var text = Convert.ToHexString(id);
        if (!_ids.Add(text))
        {
            return false;
        }

        _order.Enqueue(text);
        if (_order.Count > capacity)
        {
            _ids.Remove(_order.Dequeue());
        }

        return true;
    }
}
