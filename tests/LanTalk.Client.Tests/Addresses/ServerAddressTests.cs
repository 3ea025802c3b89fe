using LanTalk.Client.Addresses;

namespace LanTalk.Client.Tests.Addresses;

public sealed class ServerAddressTests
{
    [Theory]
    [InlineData("host", "host", 5050)]
    [InlineData("host:6000", "host", 6000)]
    [InlineData("10.1.2.3", "10.1.2.3", 5050)]
    [InlineData("10.1.2.3:1", "10.1.2.3", 1)]
    [InlineData("::1", "::1", 5050)]
    [InlineData("[::1]", "::1", 5050)]
    [InlineData("[::1]:5050", "::1", 5050)]
    [InlineData("[fe80::1%2]:65535", "fe80::1%2", 65535)]
    [InlineData("http://192.168.1.5:5050/", "192.168.1.5", 5050)]
    [InlineData("https://host", "host", 5050)]
    [InlineData("HTTP://[::1]:6000/chat?x#y", "::1", 6000)]
    [InlineData("lantalk://host:6000", "host", 6000)]
    public void AnAddressIsReadAsPeopleWriteIt(string text, string host, int port)
    {
        ServerAddress.TryParse(text, out var address).Should().BeTrue();
        address.Should().Be(new ServerAddress(host, port));
    }

    [Theory]
    [InlineData("")]
    [InlineData(":5050")]
    [InlineData("host:")]
    [InlineData("host:0")]
    [InlineData("host:65536")]
    [InlineData("host:port")]
    [InlineData("two words")]
    [InlineData("[::1]5050")]
    [InlineData("[]:5050")]
    [InlineData("http://")]
    [InlineData("http:///path")]
    [InlineData("host/path")]
    [InlineData("bob@host")]
    public void WhatIsNoAddressIsRefused(string text)
    {
        ServerAddress.TryParse(text, out _).Should().BeFalse();
    }

    [Theory]
    [InlineData("host:6000")]
    [InlineData("[::1]:6000")]
    public void WhatIsWrittenIsReadBack(string text)
    {
        ServerAddress.TryParse(text, out var address).Should().BeTrue();
        address!.ToString().Should().Be(text);
    }
}
