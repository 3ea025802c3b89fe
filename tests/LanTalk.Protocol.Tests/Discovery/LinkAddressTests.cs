using System.Net;
using CsCheck;
using LanTalk.Protocol.Discovery;

namespace LanTalk.Protocol.Tests.Discovery;

public sealed class LinkAddressTests
{
    [Theory]
    [InlineData("10.77.0.1", 24, "10.77.0.255")]
    [InlineData("192.168.5.130", 26, "192.168.5.191")]
    [InlineData("172.16.9.9", 12, "172.31.255.255")]
    [InlineData("10.0.0.1", 30, "10.0.0.3")]
    [InlineData("200.1.2.3", 1, "255.255.255.255")]
    [InlineData("127.0.0.1", 8, "127.255.255.255")]
    public void TheBroadcastHasEveryBitOfTheHostSet(string address, int prefix, string broadcast) =>
        new LinkAddress(IPAddress.Parse(address), prefix).Broadcast.Should().Be(IPAddress.Parse(broadcast));

    [Theory]
    [InlineData("10.77.0.1", 31)]
    [InlineData("10.77.0.1", 32)]
    [InlineData("10.77.0.1", 0)]
    [InlineData("10.77.0.1", -1)]
    [InlineData("10.77.0.1", 128)]
    [InlineData("fe80::1", 64)]
    public void ANetworkWithoutABroadcastHasNone(string address, int prefix) =>
        new LinkAddress(IPAddress.Parse(address), prefix).Broadcast.Should().BeNull();

    [Fact]
    public void AllAddressesOfANetworkShareItsBroadcast() =>
        Gen.Select(Gen.UInt, Gen.UInt, Gen.Int[1, 30]).Sample((network, host, prefix) =>
        {
            var hosts = uint.MaxValue >> prefix;
            var one = new LinkAddress(Address(network), prefix).Broadcast;
            var other = new LinkAddress(Address((network & ~hosts) | (host & hosts)), prefix).Broadcast;
            one.Should().Be(other).And.Be(Address(network | hosts));
        });

    private static IPAddress Address(uint bits) => new([(byte)(bits >> 24), (byte)(bits >> 16), (byte)(bits >> 8), (byte)bits]);
}
