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
    public void A_server_on_every_address_is_announced_on_every_link(string bind) =>
        Chosen(bind).Should().Equal("lo: 127.0.0.1 ::1", "wired: 10.77.0.1 fe80::1%2", "wireless: 10.78.0.1 10.79.0.1 fe80::2%3");

    [Fact]
    public void A_server_on_every_IPv4_address_is_not_announced_over_IPv6() =>
        Chosen("0.0.0.0").Should().Equal("lo: 127.0.0.1", "wired: 10.77.0.1", "wireless: 10.78.0.1 10.79.0.1");

    [Fact]
    public void A_server_on_one_address_is_announced_by_that_address_alone() => Chosen("10.79.0.1").Should().Equal("wireless: 10.79.0.1");

    [Fact]
    public void A_server_on_loopback_is_announced_to_this_machine_alone() => Chosen("127.0.0.1").Should().Equal("lo: 127.0.0.1");

    [Fact]
    public void A_link_local_address_may_be_written_without_its_link() => Chosen("fe80::2").Should().Equal("wireless: fe80::2%3");

    [Fact]
    public void A_server_on_an_address_that_nothing_holds_is_not_announced() => Chosen("192.0.2.1").Should().BeEmpty();

    [Fact]
    public void A_query_is_answered_on_the_announced_links_only()
    {
        var scope = new BeaconScope([IPAddress.Parse("10.77.0.1")]);
        var chosen = scope.Choose([Loopback, Wired, Wireless]);

        scope.Reaches(chosen, AddressFamily.InterNetwork, 2).Should().BeTrue();
        scope.Reaches(chosen, AddressFamily.InterNetwork, 3).Should().BeFalse();
        scope.Reaches(chosen, AddressFamily.InterNetworkV6, 2).Should().BeFalse("the server does not listen there on IPv6");
    }

    [Fact]
    public void A_server_on_every_address_answers_on_a_link_not_seen_yet()
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
