using LanTalk.Terminal.Pictures;

namespace LanTalk.Terminal.Tests.Pictures;

public sealed class PngReaderTests
{
    private static readonly byte[] Palette = [10, 20, 30, 40, 50, 60, 70, 80, 90];

    [Theory]
    [InlineData(8, 0, new byte[] { 0, 7, 200 }, new byte[] { 7, 7, 7, 255, 200, 200, 200, 255 })]
    [InlineData(1, 0, new byte[] { 0, 0b0100_0000 }, new byte[] { 0, 0, 0, 255, 255, 255, 255, 255 })]
    [InlineData(2, 0, new byte[] { 0, 0b0110_0000 }, new byte[] { 85, 85, 85, 255, 170, 170, 170, 255 })]
    [InlineData(4, 0, new byte[] { 0, 0x1f }, new byte[] { 17, 17, 17, 255, 255, 255, 255, 255 })]
    [InlineData(16, 0, new byte[] { 0, 7, 99, 200, 99 }, new byte[] { 7, 7, 7, 255, 200, 200, 200, 255 })]
    [InlineData(8, 2, new byte[] { 0, 1, 2, 3, 4, 5, 6 }, new byte[] { 1, 2, 3, 255, 4, 5, 6, 255 })]
    [InlineData(16, 2, new byte[] { 0, 1, 9, 2, 9, 3, 9, 4, 9, 5, 9, 6, 9 }, new byte[] { 1, 2, 3, 255, 4, 5, 6, 255 })]
    [InlineData(8, 3, new byte[] { 0, 1, 2 }, new byte[] { 40, 50, 60, 128, 70, 80, 90, 255 })]
    [InlineData(2, 3, new byte[] { 0, 0b0110_0000 }, new byte[] { 40, 50, 60, 128, 70, 80, 90, 255 })]
    [InlineData(8, 3, new byte[] { 0, 1, 250 }, new byte[] { 40, 50, 60, 128, 0, 0, 0, 255 })] // no such colour
    [InlineData(8, 4, new byte[] { 0, 7, 8, 200, 255 }, new byte[] { 7, 7, 7, 8, 200, 200, 200, 255 })]
    [InlineData(8, 6, new byte[] { 0, 1, 2, 3, 4, 5, 6, 7, 8 }, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 })]
    public void EveryKindOfPixelsIsRead(byte depth, byte color, byte[] rows, byte[] pixels)
    {
        var png = SamplePng.Of(2, 1, depth, color, rows, color == 3 ? Palette : null, color == 3 ? [255, 128] : null);

        PngReader.TryRead(png, 100, 100)!.Pixels.Should().Equal(pixels);
    }

    [Fact]
    public void EveryFilterIsTakenBack()
    {
        // Two grey pixels in each row: 10 20, 30 50, 60 90, 100 140, 150 200.
        byte[] rows = [0, 10, 20, 1, 30, 20, 2, 30, 40, 3, 70, 45, 4, 50, 50];

        var bitmap = PngReader.TryRead(SamplePng.Of(2, 5, 8, 0, rows), 100, 100)!;

        bitmap.Pixels.Where((_, index) => index % 4 == 0).Should().Equal([10, 20, 30, 50, 60, 90, 100, 140, 150, 200]);
    }

    [Fact]
    public void ALargePictureBecomesSmallAndKeepsItsShape()
    {
        byte[] row = [0, .. Enumerable.Repeat((byte)0, 300), .. Enumerable.Repeat((byte)255, 300)];

        var bitmap = PngReader.TryRead(SamplePng.Of(600, 300, 8, 0, [.. Enumerable.Repeat(row, 300).SelectMany(each => each)]), 100, 20)!;

        (bitmap.Width, bitmap.Height).Should().Be((40, 20));
        bitmap.Pixels[(19 * 4)..(21 * 4)].Should().Equal([0, 0, 0, 255, 255, 255, 255, 255]);
    }

    [Fact]
    public void ASmallPictureIsNotMadeLarger()
    {
        var bitmap = PngReader.TryRead(SamplePng.Plain(3, 2, 1, 2, 3), 100, 100)!;

        (bitmap.Width, bitmap.Height).Should().Be((3, 2));
    }

    [Fact]
    public void WhatIsTransparentGivesNoColourToItsNeighbours()
    {
        var bitmap = PngReader.TryRead(SamplePng.Of(2, 1, 8, 6, [0, 255, 255, 255, 0, 10, 20, 30, 255]), 1, 1)!;

        bitmap.Pixels.Should().Equal([10, 20, 30, 127]);
    }

    [Theory]
    [InlineData(0, 1, 8, 0)]
    [InlineData(1, 0, 8, 0)]
    [InlineData(30_000, 30_000, 8, 2)] // too many pixels
    [InlineData(uint.MaxValue, 1, 8, 0)]
    [InlineData(uint.MaxValue, uint.MaxValue, 16, 6)]
    [InlineData(1_000_000, 1, 16, 6)] // too long a row
    [InlineData(1, 1, 3, 0)]
    [InlineData(1, 1, 4, 2)]
    [InlineData(1, 1, 16, 3)]
    [InlineData(1, 1, 8, 5)]
    [InlineData(1, 1, 8, 7)]
    public void AHeaderThatMakesNoSenseOrIsTooLargeIsNotFollowed(uint width, uint height, byte depth, byte color)
    {
        PngReader.TryRead(SamplePng.Of(width, height, depth, color, new byte[64]), 100, 100).Should().BeNull();
    }

    [Fact]
    public void AnInterlacedPictureIsNotRead()
    {
        PngReader.TryRead(SamplePng.Of(1, 1, 8, 0, [0, 1], interlace: 1), 100, 100).Should().BeNull();
    }

    [Fact]
    public void AFilterThatDoesNotExistIsRefused()
    {
        PngReader.TryRead(SamplePng.Of(1, 1, 8, 0, [5, 1]), 100, 100).Should().BeNull();
    }

    [Fact]
    public void APictureThatIsCutOffAnywhereIsNoneAndNoError()
    {
        var png = SamplePng.Plain(20, 20, 200, 100, 50);
        var end = png.Length - 12 - 4; // without the last chunk, and the checksum before it

        for (var length = 0; length < end; length++)
        {
            PngReader.TryRead(png.AsMemory(0, length), 100, 100).Should().BeNull($"of {length} bytes");
        }
    }

    [Fact]
    public void AnyAlteredByteIsNoError()
    {
        var png = SamplePng.Plain(20, 20, 200, 100, 50);
        for (var at = 0; at < png.Length; at++)
        {
            foreach (var mask in (byte[])[1, 0x80, 0xff])
            {
                var altered = png.ToArray();
                altered[at] ^= mask;
                FluentActions.Invoking(() => PngReader.TryRead(altered, 100, 100)).Should().NotThrow();
            }
        }
    }

    [Fact]
    public void MoreBytesThanPixelsAreNotUnpacked()
    {
        var bomb = SamplePng.Of(1, 1, 8, 0, new byte[50_000_000]);
        var before = GC.GetAllocatedBytesForCurrentThread();

        PngReader.TryRead(bomb, 100, 100)!.Pixels.Should().Equal([0, 0, 0, 255]);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1_000_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GIF89a")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"/>")]
    public void WhatIsNoPngIsNotRead(string text)
    {
        PngReader.TryRead(System.Text.Encoding.UTF8.GetBytes(text), 100, 100).Should().BeNull();
    }
}
