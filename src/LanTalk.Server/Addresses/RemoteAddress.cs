using System.Net;
using System.Net.Sockets;

namespace LanTalk.Server.Addresses;

/// <summary>Normalises the addresses of peers to the one form in which they are compared and counted.</summary>
internal static class RemoteAddress
{
    /// <summary>
    /// Converts IPv4 inside IPv6 (<c>::ffff:10.1.2.3</c>, what a dual-stack socket reports) to IPv4, and removes a scope (<c>fe80::1%eth0</c>), which
    /// names an interface of this machine and says nothing about the peer.
    /// </summary>
    public static IPAddress Normalise(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId != 0
            ? new IPAddress(address.GetAddressBytes())
            : address;
    }

    /// <summary>
    /// The address that limits count against: the address itself, or its IPv6 /64 network. Link-local addresses count one by one, because their
    /// network is the same for everybody on a LAN.
    /// </summary>
    public static IPAddress OwnerOf(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 && !address.IsIPv6LinkLocal ? Prefix(address, 64) : address;

    /// <summary>The address with all bits after the first <paramref name="length"/> cleared.</summary>
    public static IPAddress Prefix(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var kept = Math.Clamp(length - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xff00 >> kept);
        }

        return new IPAddress(bytes);
    }
}
