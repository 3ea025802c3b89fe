using System.Text;
using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Text;

namespace LanTalk.Protocol.Tests.Shares;

public sealed class ShareOutlineTests
{
    private static readonly byte[] SomeHashes = [.. Enumerable.Range(0, 3 * Chunks.HashLength).Select(i => (byte)i)];

    private static readonly ShareOutline Good = new(
        "trip", 2, (2 * Chunks.Length) + 1, 187, Base64UrlText.Write(Chunks.RootOf(SomeHashes)), Base64UrlText.Write(SomeHashes));

    [Fact]
    public void WhatIsWrittenIsRead()
    {
        ShareOutline.TryParse(Good.ToJson()).Should().Be(Good);
        Good.FindFault().Should().BeNull();
        Good.ReadHashes().Should().Equal(SomeHashes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"title":"trip"}""")]
    [InlineData("""{"title":null,"count":1,"size":1,"manifest_size":1,"root":"","hashes":""}""")]
    public void WhatIsNoOutlineIsNotRead(string json) => ShareOutline.TryParse(Encoding.UTF8.GetBytes(json)).Should().BeNull();

    public static TheoryData<ShareOutline> Bad =>
    [
        Good with { Title = "" },
        Good with { Title = new string('x', ShareOutline.MaxTitle + 1) },
        Good with { Title = "a\u001b[2Jb" },
        Good with { Count = -1 },
        Good with { Count = Manifest.MaxFiles + 1 },
        Good with { ManifestSize = 0 },
        Good with { ManifestSize = Good.Size + 1 },
        Good with { Size = 2 * Chunks.Length },
        Good with { Size = (3 * Chunks.Length) + 1 },
        Good with { Size = long.MaxValue },
        Good with { Size = -1 },
        Good with { Root = Base64UrlText.Write(new byte[Chunks.HashLength]) },
        Good with { Root = Good.Root + "=" },
        Good with { Hashes = Good.Hashes[..^4] },
        Good with { Hashes = "" },
    ];

    [Theory]
    [MemberData(nameof(Bad))]
    public void OneThatMakesNoSenseIsRefusedInWords(ShareOutline outline) => outline.FindFault().Should().EndWith(".");

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(Chunks.Length, 1, Chunks.Length)]
    [InlineData(Chunks.Length + 1, 2, 1)]
    public void AContentIsDividedIntoWholeChunksAndARest(long size, long count, int last)
    {
        Chunks.CountOf(size).Should().Be(count);
        Chunks.LengthOf(count - 1, size).Should().Be(last);
    }
}
