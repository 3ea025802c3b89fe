using System.Net;
using System.Net.NetworkInformation;
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

    public static TheoryData<Exception> OfAChange() =>
    [
        new NetworkInformationException(19), new ArgumentException("An invalid IP address was specified."),
        new FileNotFoundException(), new FormatException(),
    ];

    [Theory]
    [MemberData(nameof(OfAChange))]
    public void AListingThatMeetsAVanishingAddressIsMadeAnew(Exception ofAChange)
    {
        var listings = 0;

        DiscoveryLink.AllUp(() => ++listings == 1 ? throw ofAChange : [new Loopback(() => null)]).Should().ContainSingle();

        listings.Should().Be(2);
    }

    [Fact]
    public void AListingThatNeverSucceedsIsEmpty()
    {
        var listings = 0;

        DiscoveryLink.AllUp(() => ++listings < 100 ? throw new ArgumentException("gone") : []).Should().BeEmpty();

        listings.Should().BeLessThan(100);
    }

    [Theory]
    [MemberData(nameof(OfAChange))]
    public void ALinkThatVanishesWhileItIsReadIsLeftOut(Exception ofAChange) =>
        DiscoveryLink.AllUp(() => [new Loopback(() => null), new Loopback(() => ofAChange)]).Should().ContainSingle();

    private static IEnumerable<string> Targets(DiscoveryLink link) => link.Targets(7).Select(t => t.EndPoint.ToString());

    private static DiscoveryLink Link(params (string Address, int Prefix)[] addresses) => new()
    {
        Name = "test",
        Addresses = [.. addresses.Select(a => new LinkAddress(IPAddress.Parse(a.Address), a.Prefix))],
        CanMulticast = true,
        IPv4Index = 4,
        IPv6Index = 6,
    };

    /// <summary>This machine's loopback, which may vanish before it is described.</summary>
    private sealed class Loopback(Func<Exception?> fault) : NetworkInterface
    {
        private readonly NetworkInterface _real = GetAllNetworkInterfaces().First(link => link.NetworkInterfaceType == NetworkInterfaceType.Loopback);

        public override string Name => "lo";

        public override OperationalStatus OperationalStatus => OperationalStatus.Up;

        public override NetworkInterfaceType NetworkInterfaceType => NetworkInterfaceType.Loopback;

        public override bool SupportsMulticast => false;

        public override IPInterfaceProperties GetIPProperties() => fault() is { } error ? throw error : _real.GetIPProperties();

        public override bool Supports(NetworkInterfaceComponent networkInterfaceComponent) => _real.Supports(networkInterfaceComponent);
    }
}
