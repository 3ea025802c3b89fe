using System.Net;
using System.Net.Sockets;
using LanTalk.Server.Addresses;

namespace LanTalk.Server.Logins;

/// <summary>
/// Slows down whoever guesses passwords. Each address (an IPv6 network of 64 bits counts as one) has some attempts; after
/// those it must wait, 1 s and then twice as long each time up to 5 minutes. An attempt counts when it begins, so that
/// guessing on many connections at once gains nothing; a right password clears the count.
/// </summary>
internal sealed class LoginThrottle(int attempts, TimeProvider time)
{
    private const int Capacity = 10_000;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>After so much quiet an address starts anew.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(15);

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, Record> _records = [];

    /// <summary>Counts an attempt; if it may not be made yet, returns how long to wait.</summary>
    public TimeSpan? TryBegin(IPAddress address)
    {
        if (attempts == 0)
        {
            return null;
        }

        var now = time.GetTimestamp();
        lock (_gate)
        {
            var key = KeyOf(address);
            if (!_records.TryGetValue(key, out var record) || time.GetElapsedTime(record.LastAt, now) > Memory)
            {
                MakeRoom(now);
                record = new Record(0, now);
            }

            var left = WaitAfter(record.Count) - time.GetElapsedTime(record.LastAt, now);
            if (left > TimeSpan.Zero)
            {
                return left;
            }

            _records[key] = new Record(record.Count + 1, now);
            return null;
        }
    }

    /// <summary>The attempt was right: the address has all its attempts again.</summary>
    public void Succeeded(IPAddress address)
    {
        lock (_gate)
        {
            _records.Remove(KeyOf(address));
        }
    }

    private TimeSpan WaitAfter(int count)
    {
        if (count < attempts)
        {
            return TimeSpan.Zero;
        }

        // 2^9 s is past the longest wait; a larger exponent would only overflow.
        var wait = FirstWait * Math.Pow(2, Math.Min(count - attempts, 9));
        return wait < LongestWait ? wait : LongestWait;
    }

    private void MakeRoom(long now)
    {
        if (_records.Count < Capacity)
        {
            return;
        }

        foreach (var (key, record) in _records)
        {
            if (time.GetElapsedTime(record.LastAt, now) > Memory)
            {
                _records.Remove(key);
            }
        }

        if (_records.Count >= Capacity)
        {
            // So many addresses at once are an attack on the memory; whoever was quiet longest is forgotten first.
            _records.Remove(_records.MinBy(entry => entry.Value.LastAt).Key);
        }
    }

    private static IPAddress KeyOf(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? RemoteAddress.Prefix(address, 64) : address;

    private sealed record Record(int Count, long LastAt);
}
