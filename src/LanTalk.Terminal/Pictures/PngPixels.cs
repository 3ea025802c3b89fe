namespace LanTalk.Terminal.Pictures;

/// <summary>Turns the rows of a PNG into pixels: takes back their filters, and gives each pixel its four parts.</summary>
/// <param name="header">The header.</param>
/// <param name="palette">Red, green and blue of each colour; empty if there is no palette.</param>
/// <param name="opacities">The opacity of the first colours of the palette.</param>
internal sealed class PngPixels(PngHeader header, byte[] palette, byte[] opacities)
{
    private byte[] _before = new byte[header.RowLength];

    /// <summary>Takes back the filter of a row (ISO/IEC 15948, 9.2); false if there is no such filter. Rows come in order.</summary>
    /// <param name="filter">The number of the filter.</param>
    /// <param name="row">The row, which is changed, and kept until the next one.</param>
    public bool TryUnfilter(byte filter, byte[] row)
    {
        const byte Last = 4;
        if (filter > Last)
        {
            return false;
        }

        var step = header.Step;
        for (var i = 0; i < row.Length; i++)
        {
            var (left, above, corner) = i < step ? (0, _before[i], 0) : (row[i - step], _before[i], _before[i - step]);
            row[i] += (byte)(filter switch
            {
                0 => 0,
                1 => left,
                2 => above,
                3 => (left + above) / 2,
                _ => Paeth(left, above, corner),
            });
        }

        _before = row;
        return true;
    }

    /// <summary>Gives each pixel of a row its four parts.</summary>
    public void Expand(ReadOnlySpan<byte> row, Span<byte> pixels)
    {
        for (var x = 0; x < header.Width; x++)
        {
            var pixel = pixels.Slice(x * 4, 4);
            pixel[3] = byte.MaxValue;
            switch (header.Color)
            {
                case PngColor.Grey:
                    pixel[..3].Fill((byte)(PartOf(row, x) * byte.MaxValue / ((1 << Math.Min(header.Depth, 8)) - 1)));
                    break;
                case PngColor.Palette:
                    Look(PartOf(row, x), pixel);
                    break;
                case PngColor.GreyAlpha:
                    pixel[..3].Fill((byte)PartOf(row, x * 2));
                    pixel[3] = (byte)PartOf(row, (x * 2) + 1);
                    break;
                default:
                    for (var part = 0; part < header.Parts; part++)
                    {
                        pixel[part] = (byte)PartOf(row, (x * header.Parts) + part);
                    }

                    break;
            }
        }
    }

    // Of 16 bits, the upper 8 are enough.
    private int PartOf(ReadOnlySpan<byte> row, int part)
    {
        var bit = part * header.Depth;
        return header.Depth >= 8 ? row[bit / 8] : (row[bit / 8] >> (8 - header.Depth - (bit % 8))) & ((1 << header.Depth) - 1);
    }

    // A number without a colour is black.
    private void Look(int color, Span<byte> pixel)
    {
        if ((color * 3) + 3 <= palette.Length)
        {
            palette.AsSpan(color * 3, 3).CopyTo(pixel);
        }

        pixel[3] = color < opacities.Length ? opacities[color] : byte.MaxValue;
    }

    private static int Paeth(int left, int above, int corner)
    {
        var (toLeft, toAbove, toCorner) = (Math.Abs(above - corner), Math.Abs(left - corner), Math.Abs(left + above - (2 * corner)));
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }
}
