using LanTalk.Client.Addresses;
using LanTalk.Protocol.Security;

namespace LanTalk.Client.Tests.Addresses;

public sealed class ServerReferenceTests
{
    private const string Token = "AAECAwQFBgcICQoLDA0ODw";

    private static readonly ServerFingerprint Server = ServerFingerprint.Of("a certificate"u8);
    private static readonly string Link = $"http://192.168.1.5:5050/#{Server.ToString()["SHA256:".Length..]}.{Token}.ops";

    [Fact]
    public void ALinkNamesTheServerAndWhatItDemands()
    {
        ServerReference.TryParse(Link, out var reference, out _).Should().BeTrue();

        reference!.Address.Should().Be(new ServerAddress("192.168.1.5", 5050));
        reference.Invitation!.Server.Should().Be(Server);
        reference.Invitation.Token.Should().Be(Token);
        reference.Invitation.Room.Should().Be("ops");
    }

    [Theory]
    [InlineData("192.168.1.5", 5050)]
    [InlineData("192.168.1.5:6000", 6000)]
    [InlineData("http://192.168.1.5:6000/", 6000)]
    [InlineData("http://192.168.1.5:6000/#", 6000)]
    public void AnAddressAloneStaysOne(string text, int port)
    {
        ServerReference.TryParse(text, out var reference, out _).Should().BeTrue();

        reference.Should().Be(new ServerReference(new ServerAddress("192.168.1.5", port), null));
    }

    [Fact]
    public void ADamagedLinkIsNotTakenForAnAddressAndNotRepeated()
    {
        ServerReference.TryParse(Link.Replace("#", "#x", StringComparison.Ordinal), out var reference, out var problem).Should().BeFalse();

        reference.Should().BeNull();
        problem.Should().StartWith("The link cannot be used: ").And.NotContain(Token);
    }

    [Fact]
    public void WhatIsNeitherIsQuoted()
    {
        ServerReference.TryParse("a b", out _, out var problem).Should().BeFalse();

        problem.Should().Be("'a b' is not a server address: write HOST, HOST:PORT or [IPV6]:PORT.");
    }
}
