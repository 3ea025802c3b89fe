using System.Buffers;
using System.Net;

namespace LanTalk.Server.Web;

/// <summary>The addresses that recently sent an HTTP request: browsers open spare connections beside a request and keep them silent.</summary>
internal sealed class WebVisitors(TimeProvider time)
{
    /// <summary>How long after a request a new connection from its address may be one that a browser opened in advance.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(2);

    /// <summary>More addresses than this are not a household of browsers.</summary>
    private const int Capacity = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, long> _lastVisits = [];

    /// <summary>Notes a request.</summary>
    public void Note(IPAddress address)
    {
        var now = time.GetTimestamp();
        lock (_gate)
        {
            if (_lastVisits.Count >= Capacity)
            {
                foreach (var (visitor, at) in _lastVisits)
                {
                    if (time.GetElapsedTime(at, now) > 2 * Memory)
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

    /// <summary>Notes a request that arrived where a login was expected; does nothing if the line is not a request.</summary>
    public void NoteRequest(IPAddress address, in ReadOnlySequence<byte> line)
    {
        var end = " HTTP/1.1"u8;
        if (line.Length > end.Length && line.Slice(line.Length - end.Length).ToArray().AsSpan().SequenceEqual(end))
        {
            Note(address);
        }
    }

    /// <summary>Whether an address sent a request shortly before a time, or since.</summary>
    /// <param name="address">The address.</param>
    /// <param name="acceptedAt">When the connection was accepted, as a timestamp of the time provider.</param>
    public bool Knows(IPAddress address, long acceptedAt)
    {
        lock (_gate)
        {
            return _lastVisits.TryGetValue(address, out var at) && time.GetElapsedTime(at, acceptedAt) <= Memory;
        }
    }
}
