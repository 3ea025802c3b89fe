using System.Buffers.Binary;

namespace LanTalk.Terminal.Pictures;

/// <summary>The kinds of pixels in PNG, by their numbers there (ISO/IEC 15948, 11.2.2).</summary>
internal enum PngColor : byte
{
    Grey = 0,
    Rgb = 2,
    Palette = 3,
    GreyAlpha = 4,
    Rgba = 6,
}

/// <summary>The first chunk of a PNG, which says how large it is and what its pixels are.</summary>
/// <param name="Width">The width in pixels.</param>
/// <param name="Height">The height.</param>
/// <param name="Depth">The bits of each part of a pixel.</param>
/// <param name="Color">The kind of pixels.</param>
internal sealed record PngHeader(int Width, int Height, int Depth, PngColor Color)
{
    /// <summary>The length of the chunk's data.</summary>
    public const int Length = 13;

    /// <summary>Larger ones take too long, and may be made for that.</summary>
    private const int MostPixels = 32 * 1024 * 1024;

    /// <summary>So that a row fits into memory, too.</summary>
    private const int LongestSide = 32 * 1024;

    /// <summary>The parts of a pixel.</summary>
    public int Parts => Color switch
    {
        PngColor.Rgb => 3,
        PngColor.GreyAlpha => 2,
        PngColor.Rgba => 4,
        _ => 1,
    };

    /// <summary>The bytes of a row, without the one for its filter.</summary>
    public int RowLength => ((Width * Parts * Depth) + 7) / 8;

    /// <summary>How far the pixel to the left is, in bytes; 1 where several are in a byte.</summary>
    public int Step => Math.Max(1, Parts * Depth / 8);

    /// <summary>Reads it; null if it is not one of a picture that can be shown.</summary>
    public static PngHeader? TryRead(ReadOnlySpan<byte> data)
    {
        if (data.Length != Length)
        {
            return null;
        }

        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(data), BinaryPrimitives.ReadUInt32BigEndian(data[4..]));
        var (depth, color) = (data[8], (PngColor)data[9]);
        var isKnown = color switch
        {
            PngColor.Grey => depth is 1 or 2 or 4 or 8 or 16,
            PngColor.Palette => depth is 1 or 2 or 4 or 8,
            PngColor.Rgb or PngColor.GreyAlpha or PngColor.Rgba => depth is 8 or 16,
            _ => false,
        };
        var isPlain = data[10..].IndexOfAnyExcept((byte)0) < 0; // deflate, the usual filters, not interlaced
        return isKnown && isPlain && width is > 0 and <= LongestSide && height is > 0 and <= LongestSide && width * height <= MostPixels
            ? new PngHeader((int)width, (int)height, depth, color)
            : null;
    }
}
