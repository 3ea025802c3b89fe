namespace LanTalk.Server.Logins;

/// <summary>The keys that have proved the password since the start; their owners have no need to guess it.</summary>
internal sealed class KnownKeys
{
    private const int Capacity = 10_000;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Whether a key, in its full form, is known.</summary>
    public bool Contains(string key)
    {
        lock (_gate)
        {
            return _keys.Contains(key);
        }
    }

    /// <summary>Adds a key that has proved the password. If there are too many, the oldest is forgotten.</summary>
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
