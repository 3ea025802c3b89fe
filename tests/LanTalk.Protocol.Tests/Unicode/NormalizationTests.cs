using System.Globalization;
using CsCheck;
using LanTalk.Protocol.Unicode;

namespace LanTalk.Protocol.Tests.Unicode;

public sealed class NormalizationTests
{
    [Fact]
    public void TheNormalFormsAreThoseOfTheStandard()
    {
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Unicode", "Fixtures", "normalization.txt")).Where(line => line[0] != '#'))
        {
            var columns = line.Split(';').Select(Text).ToArray();
            var (source, composed, decomposed) = (columns[0], columns[1], columns[2]);

            foreach (var form in columns)
            {
                Normalization.Compose(form).Should().Be(composed, line);
                Normalization.Decompose(form).Should().Be(decomposed, line);
            }

            source.Should().NotBeEmpty();
        }
    }

    [Fact]
    public void ANormalFormStaysAsItIs()
    {
        Gen.String.Sample(text =>
            Normalization.Compose(Normalization.Compose(text)) == Normalization.Compose(text)
            && Normalization.Compose(Normalization.Decompose(text)) == Normalization.Compose(text));
    }

    [Theory]
    [InlineData("STRASSE", "straße")]
    [InlineData("ΕΛΛΆΔΑΣ", "ελλάδας")]
    [InlineData("Ёлка", "ёЛКА")]
    [InlineData("e\u0301", "É")]
    public void CaseFoldingIsFull(string one, string other)
    {
        Folding.Fold(one).Should().Be(Folding.Fold(other));
    }

    private static string Text(string codePoints) =>
        string.Concat(codePoints.Split(' ').Select(hex => char.ConvertFromUtf32(int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture))));
}
