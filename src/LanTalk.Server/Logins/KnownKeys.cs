namespace LanTalk.Server.Logins;

/// <summary>The keys that have proved the password since the start: whoever has one of them has no need to guess.</summary>
internal sealed class KnownKeys
{
    private const int Capacity = 10_000;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Whether a key in its full form is known.</summary>
    public bool Contains(string key)
    {
        lock (_gate)
        {
            return _keys.Contains(key);
        }
    }

    /// <summary>A key has proved the password. Where there are too many, the oldest is forgotten.</summary>
    public void Add(string key)
    {
        lock (_gate)
        {
            if (_keys.Add(key))
            {
                _order.Enqueue(key);
                if (_order.Count > Capacity)
                {
                    _keys.Remove(_order.Dequeue());
                }
            }
        }
    }
}
