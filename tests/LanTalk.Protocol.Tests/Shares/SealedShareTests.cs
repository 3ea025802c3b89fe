using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Text;

namespace LanTalk.Protocol.Tests.Shares;

public sealed class SealedShareTests
{
    private static readonly string Bytes32 = Base64UrlText.Write(new byte[32]);
    private static readonly SealedShare Share = new(18, Bytes32, "trip", 2, 200, 100, Bytes32);

    [Fact]
    public void ADescriptionIsReadAsItWasWritten() => SealedShare.TryParse(Share.ToJson()).Should().Be(Share);

    [Fact]
    public void AKeyIsInNoLog() => $"{Share}".Should().NotContain(Bytes32);

    [Fact]
    public void WhatMakesNoSenseIsNone()
    {
        SealedShare[] wrong =
        [
            Share with { Share = 0 },
            Share with { Share = -1 },
            Share with { Key = "AAAA" },
            Share with { Root = "AAAA" },
            Share with { Root = Bytes32 + "=" },
            Share with { Title = "" },
            Share with { Title = new string('x', 201) },
            Share with { Title = "a\e[2Jb" },
            Share with { Count = -1 },
            Share with { Count = 100_001 },
            Share with { ManifestSize = 0 },
            Share with { ManifestSize = 201 },
            Share with { Size = long.MaxValue },
        ];

        wrong.Should().AllSatisfy(each => SealedShare.TryParse(each.ToJson()).Should().BeNull());
    }

    [Theory]
    [InlineData("")]
    [InlineData("report.pdf (2.3 MB), sealed. Number 18.")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"share":18}""")]
    [InlineData("""{"share":"18"}""")]
    public void ATextIsNone(string text) => SealedShare.TryParse(text).Should().BeNull();

    [Fact]
    public void AnOutlineNeedsItsUserItsSizeAndItsHashes()
    {
        var hashes = new byte[Chunks.HashLength];
        var outline = new SealedOutline("Carol", Bytes32, 200, Base64UrlText.Write(Chunks.RootOf(hashes)), Base64UrlText.Write(hashes));
        outline.FindFault().Should().BeNull();
        SealedOutline.TryParse(outline.ToJson()).Should().Be(outline);

        (outline with { To = "" }).FindFault().Should().StartWith("'to' must be");
        (outline with { ToKey = "AAAA" }).FindFault().Should().StartWith("'to' must be");
        (outline with { Size = 16 }).FindFault().Should().Be("The size makes no sense.");
        (outline with { Size = long.MaxValue }).FindFault().Should().Be("The size makes no sense.");
        (outline with { Size = Chunks.Length + 1 }).FindFault().Should().StartWith("The hashes");
        (outline with { Root = Bytes32 }).FindFault().Should().StartWith("The hashes");
        SealedOutline.TryParse("""{"title":"trip","count":2,"size":200,"manifest_size":100,"root":"x","hashes":"x"}"""u8).Should().BeNull();
    }
}
