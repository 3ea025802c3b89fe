using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace LanTalk.Protocol.Discovery;

/// <summary>Where to send one datagram.</summary>
/// <param name="EndPoint">The broadcast address or the group.</param>
/// <param name="LinkIndex">The link by which a multicast leaves. A broadcast's address already says it.</param>
public sealed record DiscoveryTarget(IPEndPoint EndPoint, int LinkIndex);

/// <summary>A network interface that is up, as discovery sees it: what it is reached by and what can be sent on it.</summary>
public sealed record DiscoveryLink
{
    /// <summary>The system's name for it.</summary>
    public required string Name { get; init; }

    /// <summary>Its addresses of both families.</summary>
    public required IReadOnlyList<LinkAddress> Addresses { get; init; }

    /// <summary>Whether it leads back to this machine.</summary>
    public bool IsLoopback { get; init; }

    /// <summary>Whether it carries multicast.</summary>
    public bool CanMulticast { get; init; }

    /// <summary>Its number among the IPv4 links.</summary>
    public int IPv4Index { get; init; }

    /// <summary>Its number among the IPv6 links; some systems count them apart.</summary>
    public int IPv6Index { get; init; }

    /// <summary>Whether it can be met over IPv4.</summary>
    public bool SpeaksIPv4 => Addresses.Any(a => a.Address.AddressFamily == AddressFamily.InterNetwork);

    /// <summary>
    /// Whether it can be met over IPv6. Only a link-local address counts: a datagram to a link-local group leaves with such a source,
    /// and the source is where the receiver will connect to.
    /// </summary>
    public bool SpeaksIPv6 => Addresses.Any(a => a.Address.IsIPv6LinkLocal);

    /// <summary>Whether its groups are used. On loopback the source of a multicast is not to be trusted; the broadcast serves.</summary>
    public bool HasGroups => CanMulticast && !IsLoopback;

    /// <summary>Every place to send a datagram to so that everybody on this link gets it at least once.</summary>
    /// <param name="port">The discovery port.</param>
    public IEnumerable<DiscoveryTarget> Targets(int port)
    {
        foreach (var broadcast in Addresses.Select(a => a.Broadcast).OfType<IPAddress>().Distinct())
        {
            yield return new DiscoveryTarget(new IPEndPoint(broadcast, port), IPv4Index);
        }

        if (HasGroups && SpeaksIPv4)
        {
            yield return new DiscoveryTarget(new IPEndPoint(DiscoveryGroups.IPv4, port), IPv4Index);
        }

        if (HasGroups && SpeaksIPv6)
        {
            yield return new DiscoveryTarget(new IPEndPoint(DiscoveryGroups.IPv6On(IPv6Index), port), IPv6Index);
        }
    }

    /// <summary>The links that are up now.</summary>
    public static IReadOnlyList<DiscoveryLink> AllUp()
    {
        try
        {
            return [.. NetworkInterface.GetAllNetworkInterfaces().Select(TryDescribe).OfType<DiscoveryLink>()];
        }
        catch (NetworkInformationException)
        {
            // The system could not list its interfaces, for instance because one vanished meanwhile. Callers ask again in a moment.
            return [];
        }
    }

    private static DiscoveryLink? TryDescribe(NetworkInterface link)
    {
        // Loopback and tunnels have no carrier to sense: systems report them as "unknown" while they work.
        if (link.OperationalStatus is not (OperationalStatus.Up or OperationalStatus.Unknown))
        {
            return null;
        }

        try
        {
            var properties = link.GetIPProperties();
            return new DiscoveryLink
            {
                Name = link.Name,
                Addresses = [.. properties.UnicastAddresses.Select(a => new LinkAddress(a.Address, a.PrefixLength))],
                IsLoopback = link.NetworkInterfaceType == NetworkInterfaceType.Loopback,
                CanMulticast = link.SupportsMulticast,
                IPv4Index = link.Supports(NetworkInterfaceComponent.IPv4) ? properties.GetIPv4Properties().Index : 0,
                IPv6Index = link.Supports(NetworkInterfaceComponent.IPv6) ? properties.GetIPv6Properties().Index : 0,
            };
        }
        catch (NetworkInformationException)
        {
            // Unplugged or stripped of a family between the listing and this look: as good as down.
            return null;
        }
    }
}
