using System.Net;
using LanTalk.Server.Addresses;

namespace LanTalk.Server.Moderation;

/// <summary>The bans at one moment, indexed for lookups.</summary>
internal sealed class BanSnapshot
{
    private readonly Dictionary<IPAddress, Ban> _addresses = [];
    private readonly Dictionary<string, Ban> _keys = new(StringComparer.Ordinal);
    private readonly List<Ban> _ranges;

    public BanSnapshot(List<Ban> bans)
    {
        Bans = bans;
        _ranges = [.. bans.Where(ban => ban.Target is { SingleAddress: null, Key: null })];
        foreach (var ban in bans)
        {
            if (ban.Target.SingleAddress is { } address)
            {
                _addresses[address] = ban;
            }
            else if (ban.Target.Key is { } key)
            {
                _keys[key] = ban;
            }
        }
    }

    /// <summary>All bans, including expired ones.</summary>
    public List<Ban> Bans { get; }

    /// <inheritdoc cref="BanStore.Find"/>
    public Ban? Find(IPAddress address, DateTimeOffset now) =>
        _addresses.TryGetValue(RemoteAddress.Normalise(address), out var ban) && !ban.IsOver(now)
            ? ban
            : _ranges.FirstOrDefault(range => range.Target.Contains(address) && !range.IsOver(now));

    /// <inheritdoc cref="BanStore.FindKey"/>
    public Ban? FindKey(string key, DateTimeOffset now) => _keys.TryGetValue(key, out var ban) && !ban.IsOver(now) ? ban : null;
}
