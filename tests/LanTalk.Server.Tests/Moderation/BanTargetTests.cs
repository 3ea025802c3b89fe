using System.Net;
using LanTalk.Server.Moderation;

namespace LanTalk.Server.Tests.Moderation;

public sealed class BanTargetTests
{
    private const string Key = "key:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";

    [Theory]
    [InlineData("10.1.2.3", "10.1.2.3", true)]
    [InlineData("10.1.2.3", "10.1.2.4", false)]
    [InlineData("10.1.2.3", "::ffff:10.1.2.3", true)]
    [InlineData("10.1.0.0/16", "10.1.255.255", true)]
    [InlineData("10.1.0.0/16", "10.2.0.0", false)]
    [InlineData("0.0.0.0/0", "1.2.3.4", true)]
    [InlineData("0.0.0.0/0", "::1", false)]
    [InlineData("2001:db8::/32", "2001:db8:ffff::1", true)]
    [InlineData("fe80::1", "fe80::1%2", true)]
    public void ATargetContainsItsAddresses(string target, string address, bool contains)
    {
        BanTarget.TryParse(target, out var parsed, out _).Should().BeTrue();
        parsed!.Contains(IPAddress.Parse(address)).Should().Be(contains);
    }

    [Theory]
    [InlineData("")]
    [InlineData("bob")]
    [InlineData("10.1")]
    [InlineData("10.1.2.256")]
    [InlineData("10.1.2.3/33")]
    [InlineData("10.1.2.0/-1")]
    [InlineData("10.1.2.3/24")]
    [InlineData("::1/129")]
    [InlineData("fe80::1%2")]
    [InlineData("10.1.2.3/")]
    [InlineData("key:")]
    [InlineData("key:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFV")]
    public void WhatIsNoTargetIsRefusedByItsName(string text)
    {
        BanTarget.TryParse(text, out _, out var error).Should().BeFalse();
        error.Should().Contain($"'{text}'");
    }

    [Fact]
    public void AKeyIsATargetOfItsOwn()
    {
        BanTarget.TryParse(Key, out var target, out _).Should().BeTrue();

        target!.ToString().Should().Be(Key);
        target.IsKey.Should().BeTrue();
        target.Contains(IPAddress.Any).Should().BeFalse();
        BanTarget.TryParse(Key, out var same, out _).Should().BeTrue();
        target.Should().Be(same);
    }

    [Fact]
    public void OneAddressIsOneTargetHoweverItIsWritten()
    {
        BanTarget.TryParse("10.1.2.3/32", out var range, out _).Should().BeTrue();

        range.Should().Be(BanTarget.Of(IPAddress.Parse("::ffff:10.1.2.3")));
    }
}
