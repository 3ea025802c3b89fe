using CsCheck;
using LanTalk.Protocol.Invitations;
using LanTalk.Protocol.Security;

namespace LanTalk.Protocol.Tests.Invitations;

public sealed class InvitationLinkTests
{
    private const string Token = "AAECAwQFBgcICQoLDA0ODw";

    private static readonly ServerFingerprint Server = ServerFingerprint.Of("a certificate"u8);
    private static readonly string Fingerprint = Server.ToString()["SHA256:".Length..];
    private static readonly InvitationLink Link = new("192.168.1.5", 5050, Server);

    [Fact]
    public void EachPartStandsBehindADotAndWhatIsNotThereIsLeftOut()
    {
        Link.ToUrl().Should().Be($"http://192.168.1.5:5050/#{Fingerprint}");
        (Link with { Token = Token }).ToUrl().Should().Be($"http://192.168.1.5:5050/#{Fingerprint}.{Token}");
        (Link with { Room = "ops" }).ToUrl().Should().Be($"http://192.168.1.5:5050/#{Fingerprint}..ops");
        (Link with { Token = Token, Room = "café" }).ToUrl().Should().Be($"http://192.168.1.5:5050/#{Fingerprint}.{Token}.caf%C3%A9");
        (Link with { Host = "fd00::5" }).ToUrl().Should().Be($"http://[fd00::5]:5050/#{Fingerprint}");
    }

    [Theory]
    [InlineData("192.168.1.5", null, null)]
    [InlineData("192.168.1.5", Token, null)]
    [InlineData("192.168.1.5", Token, "ops")]
    [InlineData("fd00::5", null, "café")]
    [InlineData("alice.local", Token, "会议")]
    public void WhatIsWrittenIsRead(string host, string? token, string? room)
    {
        var link = new InvitationLink(host, 8080, Server) { Token = token, Room = room };

        InvitationLink.TryParse(link.ToUrl(), out var read, out _).Should().BeTrue();

        read.Should().Be(link);
    }

    [Theory]
    [InlineData("http://192.168.1.5/#", 80)]
    [InlineData("https://192.168.1.5/#", 443)]
    [InlineData("HTTP://192.168.1.5:5050#", 5050)]
    public void AnAddressIsReadAsABrowserShowsIt(string start, int port)
    {
        InvitationLink.TryParse(start + Fingerprint, out var link, out _).Should().BeTrue();

        link!.Host.Should().Be("192.168.1.5");
        link.Port.Should().Be(port);
    }

    [Theory]
    [InlineData("http://192.168.1.5:5050/#nothing", "damaged")]
    [InlineData("http://192.168.1.5:5050/#.AAECAwQFBgcICQoLDA0ODw", "damaged")]
    [InlineData("http://192.168.1.5:5050/#F.AAECAwQFBgcICQoLDA0OD", "token")]
    [InlineData("http://192.168.1.5:5050/#F.AAECAwQFBgcICQoLDA0ODz", "token")]
    [InlineData("http://192.168.1.5:5050/#F.AAECAwQFBgcICQoLDA0ODw.no room", "room")]
    [InlineData("http://192.168.1.5:5050/#F.AAECAwQFBgcICQoLDA0ODw.%0a", "room")]
    [InlineData("http://192.168.1.5:5050/#F.AAECAwQFBgcICQoLDA0ODw.ops.more", "damaged")]
    [InlineData("http://192.168.1.5:0/#F", "address")]
    [InlineData("http://0.0.0.0:5050/#F", "address")]
    [InlineData("http://user@192.168.1.5:5050/#F", "address")]
    [InlineData("http://192.168.1.5:5050/elsewhere#F", "address")]
    [InlineData("http://192.168.1.5:5050/?q#F", "address")]
    [InlineData("http:///#F", "address")]
    [InlineData("ftp://192.168.1.5/#F", "not a link")]
    [InlineData("192.168.1.5:5050", "not a link")]
    [InlineData("", "not a link")]
    public void WhatIsDamagedIsRefusedWithTheCause(string text, string cause)
    {
        InvitationLink.TryParse(text.Replace("#F", $"#{Fingerprint}", StringComparison.Ordinal), out var link, out var problem).Should().BeFalse();

        link.Should().BeNull();
        problem.Should().Contain(cause).And.NotContain("AAECAwQF");
    }

    [Fact]
    public void NoTextMakesItThrowAndWhatItTakesIsALink()
    {
        string[] words = ["http://", "https://", "192.168.1.5", "[::1]", ":5050", "/", "#", ".", "%",
            "%C3", Fingerprint, Token, "ops", "\n", "\ud800", "@", "?", "SHA256:"];
        var pieces = Gen.Int[0, words.Length - 1].Select(at => words[at]);
        Gen.Select(pieces.Array[0, 12], Gen.String[0, 4]).Sample((parts, noise) =>
        {
            var text = string.Concat(parts) + noise;
            if (InvitationLink.TryParse(text, out var link, out _))
            {
                InvitationLink.TryParse(link.ToUrl(), out var again, out _).Should().BeTrue();
                again.Should().Be(link);
            }
        });
    }

    [Fact]
    public void ATextThatIsMuchLongerThanAnyLinkIsNotLookedAt()
    {
        InvitationLink.TryParse($"http://192.168.1.5:5050/#{Fingerprint}..{new string('a', 1_000_000)}", out _, out _).Should().BeFalse();
    }

    [Fact]
    public void ALinkAsTextLeavesTheTokenOut()
    {
        $"{Link with { Token = Token, Room = "ops" }}".Should().NotContain(Token).And.Contain("ops");
    }
}
