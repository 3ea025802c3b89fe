using System.Net;
using LanTalk.Server.Addresses;

namespace LanTalk.Server.Tests.Addresses;

public sealed class RemoteAddressTests
{
    [Theory]
    [InlineData("::ffff:10.1.2.3", "10.1.2.3")]
    [InlineData("fe80::1%3", "fe80::1")]
    [InlineData("10.1.2.3", "10.1.2.3")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    public void AnAddressHasOneForm(string address, string form)
    {
        RemoteAddress.Normalise(IPAddress.Parse(address)).ToString().Should().Be(form);
    }

    [Theory]
    [InlineData("10.1.2.3", 8, "10.0.0.0")]
    [InlineData("10.1.2.3", 31, "10.1.2.2")]
    [InlineData("10.1.2.3", 0, "0.0.0.0")]
    [InlineData("2001:db8:1:2:3::4", 64, "2001:db8:1:2::")]
    public void APrefixKeepsTheFirstBits(string address, int length, string prefix)
    {
        RemoteAddress.Prefix(IPAddress.Parse(address), length).ToString().Should().Be(prefix);
    }
}
