using System.Net;
using LanTalk.Server.Addresses;

namespace LanTalk.Server.Chat;

/// <summary>
/// Detects addresses whose users keep leaving and coming back. A first arrival is always announced; an arrival within a minute of a departure from
/// the same address takes one of a few tokens, which are refilled over time. Thread-safe.
/// </summary>
internal sealed class ReturnsByAddress(TimeProvider time)
{
    /// <summary>How many returns of one address are announced in a row.</summary>
    private const int Burst = 5;

    /// <summary>How many addresses are tracked at once.</summary>
    private const int Capacity = 10_000;

    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, Pace> _paces = [];

    /// <summary>Records that a user at an address left.</summary>
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

    /// <summary>Records that a user at an address arrived; false if its arrival is one of too many returns.</summary>
    public bool MayTell(IPAddress address)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            if (!_paces.TryGetValue(RemoteAddress.OwnerOf(address), out var pace) || time.GetElapsedTime(pace.LeftAt, now) > Memory)
            {
                return true;
            }

            // One token per second.
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
