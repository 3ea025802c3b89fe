using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Text;

namespace LanTalk.Protocol.Tests.Shares;

public sealed class ShareSealTests
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(ShareSeal.KeyLength);

    [Fact]
    public void PiecesAreSealedAsTheVectorsSay()
    {
        var vectors = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vectors", "security.json")))!["sealed_pieces"]!;
        using var seal = new ShareSeal(Base64UrlText.Read(Text(vectors["key"]), ShareSeal.KeyLength));
        var content = Encoding.UTF8.GetBytes(Text(vectors["content"]));
        foreach (var piece in vectors["pieces"]!.AsArray())
        {
            var (number, isLast) = (piece!["number"]!.GetValue<long>(), piece["last"]!.GetValue<bool>());
            var sealedPiece = new byte[content.Length + ShareSeal.TagLength];

            seal.Seal(number, isLast, content, sealedPiece);

            Base64UrlText.Write(sealedPiece).Should().Be(Text(piece["sealed"]));
            var opened = new byte[content.Length];
            seal.TryOpen(number, isLast, sealedPiece, opened).Should().BeTrue();
            opened.Should().Equal(content);
        }
    }

    [Theory]
    [InlineData(1, 17)]
    [InlineData(ShareSeal.PieceLength, Chunks.Length)]
    [InlineData(ShareSeal.PieceLength + 1, Chunks.Length + 17)]
    [InlineData(3L * ShareSeal.PieceLength, 3L * Chunks.Length)]
    public void ASealedPieceIsAChunk(long size, long sealedSize)
    {
        ShareSeal.SealedSize(size).Should().Be(sealedSize);
        ShareSeal.CountOf(size).Should().Be(Chunks.CountOf(sealedSize));
    }

    [Fact]
    public void AnyFlippedBitIsFound()
    {
        using var seal = new ShareSeal(Key);
        var sealedPiece = Seal(seal, 5, isLast: false, "some content");
        for (var bit = 0; bit < sealedPiece.Length * 8; bit++)
        {
            var changed = sealedPiece.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));

            seal.TryOpen(5, isLast: false, changed, new byte[changed.Length - ShareSeal.TagLength]).Should().BeFalse();
        }
    }

    [Fact]
    public void APieceOpensInItsPlaceOnly()
    {
        using var seal = new ShareSeal(Key);
        using var other = new ShareSeal(RandomNumberGenerator.GetBytes(ShareSeal.KeyLength));
        var sealedPiece = Seal(seal, 5, isLast: false, "some content");
        var content = new byte[sealedPiece.Length - ShareSeal.TagLength];

        seal.TryOpen(5, isLast: false, sealedPiece, content).Should().BeTrue();
        seal.TryOpen(4, isLast: false, sealedPiece, content).Should().BeFalse("pieces were reordered");
        seal.TryOpen(5, isLast: true, sealedPiece, content).Should().BeFalse("the content was cut off behind it");
        seal.TryOpen(5 + (1L << 32), isLast: false, sealedPiece, content).Should().BeFalse();
        other.TryOpen(5, isLast: false, sealedPiece, content).Should().BeFalse("it is another share's");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(27)]
    [InlineData(29)]
    public void APieceOfAnotherLengthIsNone(int length)
    {
        using var seal = new ShareSeal(Key);

        seal.TryOpen(0, isLast: true, new byte[length], new byte["some content".Length]).Should().BeFalse();
    }

    private static byte[] Seal(ShareSeal seal, long piece, bool isLast, string content)
    {
        var sealedPiece = new byte[content.Length + ShareSeal.TagLength];
        seal.Seal(piece, isLast, Encoding.UTF8.GetBytes(content), sealedPiece);
        return sealedPiece;
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
