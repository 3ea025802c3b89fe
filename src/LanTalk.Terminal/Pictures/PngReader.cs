using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace LanTalk.Terminal.Pictures;

/// <summary>
/// Reads a PNG from a stranger (ISO/IEC 15948) and makes it small. The terminal never sees it, only pixels. It takes no more memory than the small picture
/// and some rows, however large it says it is, and unpacks no more than its pixels. Interlaced ones are not read.
/// </summary>
internal static class PngReader
{
    private const int ChunkHead = 8, ChunkTail = 4;
    private const int MostColors = 256;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>Reads it; null if it is not one, is damaged or too large, or of a rare kind.</summary>
    /// <param name="png">The bytes of the file.</param>
    /// <param name="mostWidth">The greatest width of the result, in pixels.</param>
    /// <param name="mostHeight">Its greatest height.</param>
    public static Bitmap? TryRead(ReadOnlyMemory<byte> png, int mostWidth, int mostHeight)
    {
        if (!png.Span.StartsWith(Signature))
        {
            return null;
        }

        PngHeader? header = null;
        byte[] palette = [], opacities = [];
        using var packed = new MemoryStream();
        for (var rest = png[Signature.Length..]; rest.Length >= ChunkHead + ChunkTail;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest.Span);
            if (length > rest.Length - ChunkHead - ChunkTail)
            {
                break;
            }

            var data = rest.Slice(ChunkHead, (int)length);
            switch (Encoding.ASCII.GetString(rest.Span.Slice(4, 4)))
            {
                case "IHDR" when header is null:
                    header = PngHeader.TryRead(data.Span);
                    break;
                case "PLTE" when length <= MostColors * 3:
                    palette = data.ToArray();
                    break;
                case "tRNS" when length <= MostColors && header is { Color: PngColor.Palette }:
                    opacities = data.ToArray();
                    break;
                case "IDAT":
                    packed.Write(data.Span);
                    break;
            }

            rest = rest[(ChunkHead + (int)length + ChunkTail)..];
        }

        packed.Position = 0;
        return header is { } known ? TryRead(known, packed, new PngPixels(known, palette, opacities), mostWidth, mostHeight) : null;
    }

    private static Bitmap? TryRead(PngHeader header, Stream packed, PngPixels pixels, int mostWidth, int mostHeight)
    {
        var small = new Shrinking(header.Width, header.Height, mostWidth, mostHeight);
        var (row, other, expanded) = (new byte[header.RowLength], new byte[header.RowLength], new byte[header.Width * 4]);
        using var unpacked = new BufferedStream(new ZLibStream(packed, CompressionMode.Decompress));
        try
        {
            for (var y = 0; y < header.Height; y++)
            {
                var filter = unpacked.ReadByte();
                unpacked.ReadExactly(row);
                if (!pixels.TryUnfilter((byte)filter, row))
                {
                    return null;
                }

                pixels.Expand(row, expanded);
                small.Take(y, expanded);
                (row, other) = (other, row);
            }

            return small.Finish();
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return null;
        }
    }
}
