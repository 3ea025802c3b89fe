using System.Net;
using System.Net.Sockets;
using LanTalk.Protocol.Discovery;

namespace LanTalk.Server.Discovery;

/// <summary>Which links the server can be joined from. It knows addresses only, no socket.</summary>
/// <param name="bind">The addresses that the server listens on; empty for all.</param>
internal sealed class BeaconScope(IReadOnlyList<IPAddress> bind)
{
    private readonly bool _allIPv6 = bind.Count == 0 || bind.Contains(IPAddress.IPv6Any);

    // A server on :: takes IPv4 too; one on 0.0.0.0 takes nothing else.
    private readonly bool _allIPv4 = bind.Count == 0 || bind.Contains(IPAddress.IPv6Any) || bind.Contains(IPAddress.Any);

    /// <summary>The links to announce on, each with those of its addresses alone that the server listens on.</summary>
    public IReadOnlyList<DiscoveryLink> Choose(IReadOnlyList<DiscoveryLink> links) =>
    [
        .. links
            .Select(link => link with { Addresses = [.. link.Addresses.Where(a => Listens(a.Address))] })
            .Where(link => link.Addresses.Count > 0),
    ];

    /// <summary>Whether somebody who was heard on a link could join there.</summary>
    /// <param name="chosen">What <see cref="Choose"/> gave last.</param>
    /// <param name="family">The family that the datagram came by.</param>
    /// <param name="linkIndex">The link that it came by.</param>
    public bool Reaches(IReadOnlyList<DiscoveryLink> chosen, AddressFamily family, int linkIndex) =>
        family == AddressFamily.InterNetworkV6
            ? _allIPv6 || chosen.Any(link => link.IPv6Index == linkIndex && link.SpeaksIPv6)
            : _allIPv4 || chosen.Any(link => link.IPv4Index == linkIndex && link.SpeaksIPv4);

    private bool Listens(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6 ? _allIPv6 : _allIPv4)
        {
            return true;
        }

        // The system names a link-local address with its link, configuration mostly without: the bytes decide.
        var bytes = address.GetAddressBytes();
        return bind.Any(b => b.Equals(address) || (address.IsIPv6LinkLocal && b.GetAddressBytes().AsSpan().SequenceEqual(bytes)));
    }
}
