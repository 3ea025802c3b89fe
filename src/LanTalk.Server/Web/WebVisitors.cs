using System.Net;

namespace LanTalk.Server.Web;

/// <summary>The addresses from which a browser came lately.</summary>
internal sealed class WebVisitors(TimeProvider time)
{
    /// <summary>How long a visit is remembered.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(5);

    /// <summary>Whoever comes from more addresses than this is no household of browsers.</summary>
    private const int Capacity = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, long> _lastVisits = [];

    /// <summary>Notes a visit.</summary>
    public void Note(IPAddress address)
    {
        var now = time.GetTimestamp();
        lock (_gate)
        {
            if (_lastVisits.Count >= Capacity)
            {
                foreach (var (visitor, at) in _lastVisits)
                {
                    if (time.GetElapsedTime(at, now) > Memory)
                    {
                        _lastVisits.Remove(visitor);
                    }
                }
            }

            if (_lastVisits.Count < Capacity || _lastVisits.ContainsKey(address))
            {
                _lastVisits[address] = now;
            }
        }
    }

    /// <summary>Whether an address visited lately.</summary>
    public bool Knows(IPAddress address)
    {
        lock (_gate)
        {
            return _lastVisits.TryGetValue(address, out var at) && time.GetElapsedTime(at) <= Memory;
        }
    }
}
