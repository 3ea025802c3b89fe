using System.IO.Compression;
using System.Text.RegularExpressions;
using LanTalk.Terminal.Pictures;

namespace LanTalk.Terminal.Tests.Pictures;

public sealed class PictureTextTests
{
    [Fact]
    public void KittyGetsPixelsInPiecesAndAnswersNothing()
    {
        var noise = new byte[200 * 601];
        new Random(1).NextBytes(noise);
        for (var row = 0; row < 200; row++)
        {
            noise[row * 601] = 0;
        }

        var text = PictureText.Of(SamplePng.Of(200, 200, 8, 2, noise), PictureForm.Kitty, 80)!;

        var pieces = Regex.Matches(text, "\e_G(?<keys>[^;\e]*);(?<data>[A-Za-z0-9+/=]*)\e\\\\", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        string.Concat(pieces.Select(piece => piece.Value)).Should().Be(text, "there is nothing else in it");
        pieces.Count.Should().BeGreaterThan(10);
        pieces[0].Groups["keys"].Value.Should().Be("a=T,q=2,f=32,o=z,s=200,v=200,r=10,m=1");
        pieces.Skip(1).SkipLast(1).Should().OnlyContain(piece => piece.Groups["keys"].Value == "m=1" && piece.Groups["data"].Length == 4096);
        pieces[^1].Groups["keys"].Value.Should().Be("m=0");
        using var zlib = new ZLibStream(
            new MemoryStream(Convert.FromBase64String(string.Concat(pieces.Select(piece => piece.Groups["data"].Value)))), CompressionMode.Decompress);
        using var pixels = new MemoryStream();
        zlib.CopyTo(pixels);
        pixels.ToArray().Should().HaveCount(200 * 200 * 4).And.StartWith([noise[1], noise[2], noise[3], 255]);
    }

    [Theory]
    [InlineData(10, 10, "r=1,")]
    [InlineData(100, 200, "r=10,")]
    [InlineData(1000, 5000, "r=12,")]
    [InlineData(2000, 200, "r=3,")] // as wide as the terminal
    [InlineData(5000, 1, "r=1,c=79,")]
    public void APictureIsAtMostTwelveRowsHighAndAsWideAsTheTerminal(int width, int height, string rows)
    {
        PictureText.Of(SamplePng.Plain(width, height, 1, 2, 3), PictureForm.Kitty, 80).Should().Contain($",{rows}m=");
    }

    [Fact]
    public void SixelsAreBandsOfSixRowsInTheColoursThatAreInThem()
    {
        // Four red pixels and one blue one, in seven rows.
        byte[] row = [0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0, 0, 255];

        var text = PictureText.Of(SamplePng.Of(5, 7, 8, 2, [.. Enumerable.Repeat(row, 7).SelectMany(each => each)]), PictureForm.Sixel, 80);

        text.Should().Be("\eP0;1q\"1;1;5;7#5;2;0;0;100#180;2;100;0;0#5!4?~$#180!4~?$-#5!4?@$#180!4@?$\e\\");
    }

    [Fact]
    public void WhatIsTransparentHasNoSixels()
    {
        var text = PictureText.Of(SamplePng.Of(2, 1, 8, 6, [0, 255, 255, 255, 0, 255, 255, 255, 255]), PictureForm.Sixel, 80);

        text.Should().Be("\eP0;1q\"1;1;2;1#215;2;100;100;100#215?@$\e\\");
    }

    [Theory]
    [InlineData(nameof(PictureForm.None), 80)]
    [InlineData(nameof(PictureForm.Kitty), 5)]
    [InlineData(nameof(PictureForm.Sixel), 1)]
    public void NothingIsShownWhereNothingCanBe(string form, int columns)
    {
        PictureText.Of(SamplePng.Plain(10, 10, 1, 2, 3), Enum.Parse<PictureForm>(form), columns).Should().BeNull();
    }

    [Fact]
    public void AJpegStaysALine()
    {
        PictureText.Of(new byte[] { 0xff, 0xd8, 0xff, 0xe0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F' }, PictureForm.Kitty, 80).Should().BeNull();
    }
}
