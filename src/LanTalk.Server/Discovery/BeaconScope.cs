using System.Net;
using System.Net.Sockets;
using LanTalk.Protocol.Discovery;

namespace LanTalk.Server.Discovery;

/// <summary>Determines over which links the server can be joined. It knows only addresses, no sockets.</summary>
/// <param name="bind">The addresses that the server listens on; empty for all.</param>
internal sealed class BeaconScope(IReadOnlyList<IPAddress> bind)
{
    private readonly bool _allIPv6 = bind.Count == 0 || bind.Contains(IPAddress.IPv6Any);

    // A server on :: accepts IPv4 too; one on 0.0.0.0 accepts nothing else.
    private readonly bool _allIPv4 = bind.Count == 0 || bind.Contains(IPAddress.IPv6Any) || bind.Contains(IPAddress.Any);

    /// <summary>The links to announce on, each with only those of its addresses that the server listens on.</summary>
    public IReadOnlyList<DiscoveryLink> Choose(IReadOnlyList<DiscoveryLink> links) =>
    [
        .. links
            .Select(link => link with { Addresses = [.. link.Addresses.Where(a => Listens(a.Address))] })
            .Where(link => link.Addresses.Count > 0),
    ];

    /// <summary>Whether a client that was heard on a link could join over it.</summary>
    /// <param name="chosen">The last result of <see cref="Choose"/>.</param>
    /// <param name="family">The family of the datagram.</param>
    /// <param name="linkIndex">The link on which it arrived.</param>
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

        // The system gives a link-local address with its link, the configuration usually without: compare the bytes.
        var bytes = address.GetAddressBytes();
        return bind.Any(b => b.Equals(address) || (address.IsIPv6LinkLocal && b.GetAddressBytes().AsSpan().SequenceEqual(bytes)));
    }
}
