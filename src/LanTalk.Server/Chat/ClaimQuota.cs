using System.Net;
using LanTalk.Server.Addresses;

namespace LanTalk.Server.Chat;

/// <summary>Limits how many names users at one address can come to own in a day, so that nobody uses up all of them.</summary>
internal sealed class ClaimQuota(TimeProvider time)
{
    /// <summary>Enough for a large classroom behind one address.</summary>
    public const int PerDay = 100;

    private const int Capacity = 10_000;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, (int Count, long Since)> _claims = [];

    /// <summary>Counts a claim; false if the quota is used up.</summary>
    public bool TryTake(IPAddress address)
    {
        var key = RemoteAddress.OwnerOf(address);
        lock (_gate)
        {
            if (!_claims.TryGetValue(key, out var claims) || time.GetElapsedTime(claims.Since) >= Day)
            {
                MakeRoom();
                claims = (0, time.GetTimestamp());
            }

            if (claims.Count == PerDay)
            {
                return false;
            }

            _claims[key] = claims with { Count = claims.Count + 1 };
            return true;
        }
    }

    private void MakeRoom()
    {
        if (_claims.Count < Capacity)
        {
            return;
        }

        foreach (var (address, claims) in _claims)
        {
            if (time.GetElapsedTime(claims.Since) >= Day)
            {
                _claims.Remove(address);
            }
        }

        if (_claims.Count >= Capacity)
        {
            _claims.Remove(_claims.MinBy(entry => entry.Value.Since).Key);
        }
    }
}
