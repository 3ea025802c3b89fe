using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using LanTalk.Cli.Texts;
using LanTalk.Protocol.Invitations;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Tests.Texts;

public sealed class CodePictureTests
{
    private static readonly QrModules Code = QrModules.Create(21, (row, column) => (row * 7 + column * 3) % 5 < 2);

    [Fact]
    public void TwoModulesStandInEachCharacterAndLightOnesAreDrawn()
    {
        var lines = CodePicture.Lines(Code).Select(line => line.ToString()).ToList();

        lines.Should().HaveCount(13).And.OnlyContain(line => line.Length == 25);
        lines[0].Should().Be(new string('█', 25));
        for (var row = -2; row < 23; row++)
        {
            for (var column = -2; column < 23; column++)
            {
                var shown = lines[(row + 2) / 2][column + 2];
                var isLight = shown == '█' || shown == (row % 2 == 0 ? '▀' : '▄');
                isLight.Should().Be(!Code[row, column], $"module {row}, {column}");
            }
        }
    }

    [Fact]
    public void ItIsWhiteOnBlackInEveryTheme()
    {
        foreach (var theme in Theme.All)
        {
            CodePicture.Lines(Code)[0].ToTerminal(theme).Should().Match(text => text.StartsWith("\e[38;5;231;48;5;16m") || text.StartsWith("\e[97;40m"));
        }
    }

    [Theory]
    [InlineData(26, 16, 0, true)]
    [InlineData(25, 16, 0, false)]
    [InlineData(26, 15, 0, false)]
    [InlineData(26, 16, 1, false)]
    [InlineData(200, 17, 1, true)]
    public void ItIsShownWholeOrNotAtAll(int columns, int rows, int more, bool fits)
    {
        CodePicture.Fits(Code, (columns, rows), more).Should().Be(fits);
    }

    [Fact]
    public void TheImageHasEachModuleInASquareOfItsOwn()
    {
        var png = CodeImage.ToPng(Code);
        var side = (21 + 8) * 10;

        BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)).Should().Be(side);
        var lines = Unpack(png, side);
        for (var row = -4; row < 25; row++)
        {
            for (var column = -4; column < 25; column++)
            {
                var (x, y) = (((column + 4) * 10) + 5, ((row + 4) * 10) + 5);
                var isWhite = (lines[(y * (1 + ((side + 7) / 8))) + 1 + (x / 8)] & (0x80 >> (x % 8))) != 0;
                isWhite.Should().Be(!Code[row, column], $"module {row}, {column}");
            }
        }
    }

    [Fact]
    public void TheDrawingHasEachDarkModuleOnce()
    {
        var svg = Encoding.ASCII.GetString(CodeImage.ToSvg(Code));

        svg.Should().StartWith("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 29 29\"");
        svg.Split("h1v1h-1z").Should().HaveCount(1 + Enumerable.Range(0, 21 * 21).Count(at => Code[at / 21, at % 21]));
    }

    private static byte[] Unpack(byte[] png, int side)
    {
        var data = png.AsSpan().IndexOf("IDAT"u8) + 4;
        using var packed = new MemoryStream(png, data, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(data - 8)));
        using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
        using var lines = new MemoryStream();
        zlib.CopyTo(lines);
        lines.Length.Should().Be(side * (1 + ((side + 7) / 8)));
        return lines.ToArray();
    }
}
