using System.Net;
using System.Net.Sockets;
using LanTalk.Protocol.Discovery;
using LanTalk.Server.Discovery;

namespace LanTalk.Server.Tests.Discovery;

public sealed class BeaconScopeTests
{
    private static readonly DiscoveryLink Loopback = Link("lo", 1, "127.0.0.1", "::1") with { IsLoopback = true };
    private static readonly DiscoveryLink Wired = Link("wired", 2, "10.77.0.1", "fe80::1%2");
    private static readonly DiscoveryLink Wireless = Link("wireless", 3, "10.78.0.1", "10.79.0.1", "fe80::2%3");

    [Theory]
    [InlineData("")]
    [InlineData("::")]
    public void AServerOnEveryAddressIsAnnouncedOnEveryLink(string bind) =>
        Chosen(bind).Should().Equal("lo: 127.0.0.1 ::1", "wired: 10.77.0.1 fe80::1%2", "wireless: 10.78.0.1 10.79.0.1 fe80::2%3");

    [Fact]
    public void AServerOnEveryIPv4AddressIsNotAnnouncedOverIPv6() =>
        Chosen("0.0.0.0").Should().Equal("lo: 127.0.0.1", "wired: 10.77.0.1", "wireless: 10.78.0.1 10.79.0.1");

    [Fact]
    public void AServerOnOneAddressIsAnnouncedByThatAddressAlone() => Chosen("10.79.0.1").Should().Equal("wireless: 10.79.0.1");

    [Fact]
    public void AServerOnLoopbackIsAnnouncedToThisMachineAlone() => Chosen("127.0.0.1").Should().Equal("lo: 127.0.0.1");

    [Fact]
    public void ALinkLocalAddressMayBeWrittenWithoutItsLink() => Chosen("fe80::2").Should().Equal("wireless: fe80::2%3");

    [Fact]
    public void AServerOnAnAddressThatNothingHoldsIsNotAnnounced() => Chosen("192.0.2.1").Should().BeEmpty();

    [Fact]
    public void AQueryIsAnsweredOnTheAnnouncedLinksOnly()
    {
        var scope = new BeaconScope([IPAddress.Parse("10.77.0.1")]);
        var chosen = scope.Choose([Loopback, Wired, Wireless]);

        scope.Reaches(chosen, AddressFamily.InterNetwork, 2).Should().BeTrue();
        scope.Reaches(chosen, AddressFamily.InterNetwork, 3).Should().BeFalse();
        scope.Reaches(chosen, AddressFamily.InterNetworkV6, 2).Should().BeFalse("the server does not listen there on IPv6");
    }

    [Fact]
    public void AServerOnEveryAddressAnswersOnALinkNotSeenYet()
    {
        var scope = new BeaconScope([]);

        scope.Reaches([], AddressFamily.InterNetwork, 9).Should().BeTrue();
        scope.Reaches([], AddressFamily.InterNetworkV6, 9).Should().BeTrue();
    }

    private static IEnumerable<string> Chosen(string bind) =>
        new BeaconScope([.. bind.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IPAddress.Parse)])
            .Choose([Loopback, Wired, Wireless])
            .Select(link => $"{link.Name}: {string.Join(' ', link.Addresses.Select(a => a.Address))}");

    private static DiscoveryLink Link(string name, int index, params string[] addresses) => new()
    {
        Name = name,
        Addresses = [.. addresses.Select(a => new LinkAddress(IPAddress.Parse(a), 24))],
        CanMulticast = true,
        IPv4Index = index,
        IPv6Index = index,
    };
}
