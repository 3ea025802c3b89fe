using System.Net;
using System.Net.Sockets;
using LanTalk.Protocol.Discovery;

namespace LanTalk.Server.Invitations;

/// <summary>The addresses by which others on the network reach a server, the likeliest first.</summary>
public static class ReachableAddresses
{
    // Of documentation (RFC 5737, RFC 3849): asking the system for the way there sends nothing.
    private static readonly IPEndPoint[] Elsewhere = [new(IPAddress.Parse("192.0.2.1"), 9), new(IPAddress.Parse("2001:db8::1"), 9)];

    /// <summary>Those of a server that listens on some addresses of this machine, now.</summary>
    public static IReadOnlyList<IPAddress> Of(IReadOnlyList<IPAddress> bound) =>
        Order(bound, DiscoveryLink.AllUp(), [.. Elsewhere.Select(OnTheWayTo).OfType<IPAddress>()]);

    /// <summary>Puts addresses in order: of IPv4 before IPv6, with the default route's first; loopback only if there is nothing else.</summary>
    /// <param name="bound">What the server listens on; an unspecified one stands for all of the machine.</param>
    /// <param name="links">The links of the machine.</param>
    /// <param name="onDefaultRoute">The machine's own addresses on the default route of each family.</param>
    internal static IReadOnlyList<IPAddress> Order(IReadOnlyList<IPAddress> bound, IReadOnlyList<DiscoveryLink> links, IReadOnlyList<IPAddress> onDefaultRoute)
    {
        var isAny = bound.Count == 0 || bound.Any(IsAny);
        var isAnyIPv4Only = isAny && bound.Count > 0 && bound.Where(IsAny).All(address => address.AddressFamily == AddressFamily.InterNetwork);
        var own = links.Where(link => !link.IsLoopback).SelectMany(link => link.Addresses).Select(address => address.Address);
        var all = (isAny ? own.Where(address => !isAnyIPv4Only || address.AddressFamily == AddressFamily.InterNetwork) : bound)
            .Where(address => !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal && !address.IsIPv6Multicast)
            .Distinct()
            .OrderBy(address => address.AddressFamily == AddressFamily.InterNetwork ? 0 : 1)
            .ThenBy(address => onDefaultRoute.Contains(address) ? 0 : 1)
            .ThenBy(IsSelfAssigned)
            .ToList();
        return all.Count > 0 ? all : [isAny ? IPAddress.Loopback : bound[0]];
    }

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    // RFC 3927: of a link on which nobody gives addresses.
    private static bool IsSelfAssigned(IPAddress address) => address.GetAddressBytes() is [169, 254, _, _];

    private static IPAddress? OnTheWayTo(IPEndPoint elsewhere)
    {
        try
        {
            using var socket = new Socket(elsewhere.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(elsewhere);
            return (socket.LocalEndPoint as IPEndPoint)?.Address;
        }
        catch (SocketException)
        {
            // There is no such way.
            return null;
        }
    }
}
