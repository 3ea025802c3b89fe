using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace LanTalk.Protocol.Discovery;

/// <summary>A destination of a datagram.</summary>
/// <param name="EndPoint">The broadcast address or the group.</param>
/// <param name="LinkIndex">The link by which a multicast leaves. A broadcast's address already determines it.</param>
public sealed record DiscoveryTarget(IPEndPoint EndPoint, int LinkIndex);

/// <summary>A network interface that is up, as discovery sees it: its addresses, and the ways to send on it.</summary>
public sealed record DiscoveryLink
{
    // A listing during which an interface or an address goes away can fail; the next one sees what is left.
    private const int MaxTries = 3;

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

    /// <summary>Whether it can be used over IPv4.</summary>
    public bool SpeaksIPv4 => Addresses.Any(a => a.Address.AddressFamily == AddressFamily.InterNetwork);

    /// <summary>
    /// Whether it can be used over IPv6. Only a link-local address counts: a datagram to a link-local group leaves with such a source, and the
    /// receiver will connect to the source.
    /// </summary>
    public bool SpeaksIPv6 => Addresses.Any(a => a.Address.IsIPv6LinkLocal);

    /// <summary>Whether its groups are used. On loopback the source of a multicast cannot be trusted; there a broadcast is enough.</summary>
    public bool HasGroups => CanMulticast && !IsLoopback;

    /// <summary>The destinations that together reach everybody on this link at least once.</summary>
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
    public static IReadOnlyList<DiscoveryLink> AllUp() => AllUp(NetworkInterface.GetAllNetworkInterfaces);

    /// <summary>The links that are up now, by a listing of the system's interfaces.</summary>
    internal static IReadOnlyList<DiscoveryLink> AllUp(Func<IEnumerable<NetworkInterface>> list)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return [.. list().Select(TryDescribe).OfType<DiscoveryLink>()];
            }
            catch (Exception e) when (CanMeanChange(e))
            {
                if (tries == MaxTries)
                {
                    return []; // Callers ask again soon.
                }
            }
        }
    }

    private static DiscoveryLink? TryDescribe(NetworkInterface link)
    {
        try
        {
            // Loopback and tunnels have no carrier to sense: systems report them as "unknown" while they work.
            if (link.OperationalStatus is not (OperationalStatus.Up or OperationalStatus.Unknown))
            {
                return null;
            }

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
        catch (Exception e) when (CanMeanChange(e))
        {
            // Unplugged or stripped of a family since the listing: as good as down.
            return null;
        }
    }

    /// <summary>
    /// Whether an exception can mean that the network changed during the listing. .NET reads interfaces, addresses and files of the system one after
    /// the other. By then each can be gone or half written, and the exceptions for an empty address, a missing file or a wrong number come through.
    /// </summary>
    private static bool CanMeanChange(Exception e) =>
        e is NetworkInformationException or ArgumentException or IOException or UnauthorizedAccessException or FormatException or OverflowException;
}
