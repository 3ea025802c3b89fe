using System.Net;
using LanTalk.Protocol.Discovery;

namespace LanTalk.Protocol.Tests.Discovery;

public sealed class DiscoveryLinkTests
{
    [Fact]
    public void ALinkIsReachedByEachBroadcastOnceAndByBothGroups()
    {
        var link = Link(("10.77.0.1", 24), ("10.77.0.9", 24), ("192.168.1.4", 25), ("fe80::1", 64));

        Targets(link).Should().Equal("10.77.0.255:7", "192.168.1.127:7", "239.255.76.84:7", "[ff02::4c54%6]:7");
        link.Targets(7).Select(t => t.LinkIndex).Should().Equal(4, 4, 4, 6);
    }

    [Fact]
    public void LoopbackIsReachedByItsBroadcastAlone() =>
        Targets(Link(("127.0.0.1", 8), ("::1", 128)) with { IsLoopback = true }).Should().Equal("127.255.255.255:7");

    [Fact]
    public void ALinkWithNothingButALinkLocalAddressIsReachedByTheIPv6Group() =>
        Targets(Link(("fe80::1", 64))).Should().Equal("[ff02::4c54%6]:7");

    [Fact]
    public void ALinkThatCarriesNoMulticastIsReachedByBroadcast() =>
        Targets(Link(("10.77.0.1", 24), ("fe80::1", 64)) with { CanMulticast = false }).Should().Equal("10.77.0.255:7");

    [Fact]
    public void ALinkWithoutAddressesIsNotReached() => Targets(Link()).Should().BeEmpty();

    [Fact]
    public void WithoutALinkLocalAddressTheIPv6GroupIsNotUsed() =>
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
