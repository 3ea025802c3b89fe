using System.Net;
using LanTalk.Server.Addresses;

namespace LanTalk.Server.Chat;

/// <summary>
/// Finds addresses whose users go and come again without pause. A first arrival is always told; an arrival from an address that somebody
/// left within the last minute is one of a few, which come back with time. Any thread may use it.
/// </summary>
internal sealed class ReturnsByAddress(TimeProvider time)
{
    /// <summary>How many returns of one address are told at once.</summary>
    private const int Burst = 5;

    /// <summary>More addresses than are noted at once.</summary>
    private const int Capacity = 10_000;

    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, Pace> _paces = [];

    /// <summary>Somebody at an address left.</summary>
    public void Left(IPAddress address)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            if (_paces.Count >= Capacity)
            {
                Forget(now);
            }

            var owner = RemoteAddress.OwnerOf(address);
            if (_paces.TryGetValue(owner, out var pace))
            {
                pace.LeftAt = now;
            }
            else if (_paces.Count < Capacity)
            {
                _paces.Add(owner, new Pace { LeftAt = now, RefilledAt = now });
            }
        }
    }

    /// <summary>Somebody at an address comes; false if that is one of too many returns.</summary>
    public bool MayTell(IPAddress address)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            if (!_paces.TryGetValue(RemoteAddress.OwnerOf(address), out var pace) || time.GetElapsedTime(pace.LeftAt, now) > Memory)
            {
                return true;
            }

            // One more each second.
            pace.Returns = Math.Min(Burst, pace.Returns + time.GetElapsedTime(pace.RefilledAt, now).TotalSeconds);
            pace.RefilledAt = now;
            if (pace.Returns < 1)
            {
                return false;
            }

            pace.Returns--;
            return true;
        }
    }

    private void Forget(long now)
    {
        foreach (var (owner, _) in _paces.Where(entry => time.GetElapsedTime(entry.Value.LeftAt, now) > Memory).ToArray())
        {
            _paces.Remove(owner);
        }
    }

    private sealed class Pace
    {
        public long LeftAt { get; set; }

        public double Returns { get; set; } = Burst;

        public long RefilledAt { get; set; }
    }
}
