using System.Net;
using LanTalk.Protocol.Discovery;
using LanTalk.Server.Invitations;

namespace LanTalk.Server.Tests.Invitations;

public sealed class ReachableAddressesTests
{
    private static readonly DiscoveryLink[] Links =
    [
        Link("lo", isLoopback: true, "127.0.0.1", "::1"),
        Link("docker0", isLoopback: false, "172.17.0.1"),
        Link("wlan0", isLoopback: false, "192.168.1.5", "fe80::5", "fd00::5"),
        Link("eth0", isLoopback: false, "169.254.3.4"),
    ];

    [Theory]
    [InlineData("::", "192.168.1.5 172.17.0.1 169.254.3.4 fd00::5")]
    [InlineData("", "192.168.1.5 172.17.0.1 169.254.3.4 fd00::5")]
    [InlineData("0.0.0.0", "192.168.1.5 172.17.0.1 169.254.3.4")]
    [InlineData("172.17.0.1", "172.17.0.1")]
    [InlineData("127.0.0.1 172.17.0.1", "172.17.0.1")]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("::1", "::1")]
    public void TheDefaultRoutesAddressComesFirstAndLoopbackOnlyIfThereIsNothingElse(string bound, string expected)
    {
        Order(bound, Links, "192.168.1.5").Should().Be(expected);
    }

    [Fact]
    public void WithoutADefaultRouteTheLinksAddressesAreTaken()
    {
        Order("::", Links, "").Should().Be("172.17.0.1 192.168.1.5 169.254.3.4 fd00::5");
    }

    [Fact]
    public void OnAMachineWithoutANetworkThereIsLoopbackAlone()
    {
        Order("::", [Links[0]], "").Should().Be("127.0.0.1");
        Order("::", [], "").Should().Be("127.0.0.1");
    }

    private static string Order(string bound, DiscoveryLink[] links, string route) =>
        string.Join(' ', ReachableAddresses.Order(Addresses(bound), links, Addresses(route)));

    private static IReadOnlyList<IPAddress> Addresses(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IPAddress.Parse)];

    private static DiscoveryLink Link(string name, bool isLoopback, params string[] addresses) => new()
    {
        Name = name,
        IsLoopback = isLoopback,
        Addresses = [.. addresses.Select(address => new LinkAddress(IPAddress.Parse(address), 24))],
    };
}
