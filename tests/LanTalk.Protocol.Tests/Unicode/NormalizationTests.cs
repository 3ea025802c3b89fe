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
    public void WhatUnicodeExcludesFromCompositionIsNotComposed()
    {
        // All of https://www.unicode.org/Public/17.0.0/ucd/CompositionExclusions.txt, which Unicode promises never to shorten.
        const string Excluded =
            "958-95F 9DC-9DD 9DF A33 A36 A59-A5B A5E B5C-B5D F43 F4D F52 F57 F5C F69 F76 F78 F93 F9D FA2 FA7 FAC FB9 2ADC "
            + "FB1D FB1F FB2A-FB36 FB38-FB3C FB3E FB40-FB41 FB43-FB44 FB46-FB4E 1D15E-1D164 1D1BB-1D1C0";
        var ranges = Excluded.Split(' ')
            .Select(range => range.Split('-').Select(hex => int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray());
        var characters = ranges.SelectMany(ends => Enumerable.Range(ends[0], ends[^1] - ends[0] + 1)).ToList();

        characters.Should().HaveCount(81);
        foreach (var character in characters.Select(char.ConvertFromUtf32))
        {
            Normalization.Compose(character).Should().Be(Normalization.Decompose(character)).And.NotBe(character);
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
