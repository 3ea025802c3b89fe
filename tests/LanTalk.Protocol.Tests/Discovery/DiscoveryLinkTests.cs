using System.Net;
using LanTalk.Protocol.Discovery;

namespace LanTalk.Protocol.Tests.Discovery;

public sealed class DiscoveryLinkTests
{
    [Fact]
    public void A_link_is_reached_by_each_broadcast_once_and_by_both_groups()
    {
        var link = Link(("10.77.0.1", 24), ("10.77.0.9", 24), ("192.168.1.4", 25), ("fe80::1", 64));

        Targets(link).Should().Equal("10.77.0.255:7", "192.168.1.127:7", "239.255.76.84:7", "[ff02::4c54%6]:7");
        link.Targets(7).Select(t => t.LinkIndex).Should().Equal(4, 4, 4, 6);
    }

    [Fact]
    public void Loopback_is_reached_by_its_broadcast_alone() =>
        Targets(Link(("127.0.0.1", 8), ("::1", 128)) with { IsLoopback = true }).Should().Equal("127.255.255.255:7");

    [Fact]
    public void A_link_with_nothing_but_a_link_local_address_is_reached_by_the_IPv6_group() =>
        Targets(Link(("fe80::1", 64))).Should().Equal("[ff02::4c54%6]:7");

    [Fact]
    public void A_link_that_carries_no_multicast_is_reached_by_broadcast() =>
        Targets(Link(("10.77.0.1", 24), ("fe80::1", 64)) with { CanMulticast = false }).Should().Equal("10.77.0.255:7");

    [Fact]
    public void A_link_without_addresses_is_not_reached() => Targets(Link()).Should().BeEmpty();

    [Fact]
    public void Without_a_link_local_address_the_IPv6_group_is_not_used() =>
        Targets(Link(("2001:db8::1", 64))).Should().BeEmpty();

    private static IEnumerable<string> Targets(DiscoveryLink link) => link.Targets(7).Select(t => t.EndPoint.ToString());

    private static DiscoveryLink Link(params (string Address, int Prefix)[] addresses) => new()
    {
        Name = "test",
        Addresses = [.. addresses.Select(a => new LinkAddress(IPAddress.Parse(a.Address), a.Prefix))],
        CanMulticast = true,
        IPv4Index = 4,
        IPv6Index = 6,
    };
}
