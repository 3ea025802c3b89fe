using System.Net;

namespace LanTalk.Protocol.Discovery;

/// <summary>The multicast groups for beacons and for clients' questions.</summary>
public static class DiscoveryGroups
{
    /// <summary>
    /// <c>239.255.76.84</c>. Routers keep 239.255/16 within a site (RFC 2365); 76 and 84 are the letters L and T.
    /// </summary>
    public static readonly IPAddress IPv4 = new([239, 255, 76, 84]);

    /// <summary><c>ff02::4c54</c>: the same two letters, of link-local scope, so it reaches links that have no other address.</summary>
    public static readonly IPAddress IPv6 = IPAddress.Parse("ff02::4c54");

    /// <summary>The IPv6 group on one link; without the scope the system would choose a link itself.</summary>
    /// <param name="linkIndex">The link's IPv6 index.</param>
    public static IPAddress IPv6On(int linkIndex) => new(IPv6.GetAddressBytes(), linkIndex);
}
