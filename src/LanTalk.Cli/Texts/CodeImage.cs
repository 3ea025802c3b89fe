using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using LanTalk.Protocol.Invitations;

namespace LanTalk.Cli.Texts;

/// <summary>A QR code as an image, to be printed or shown, with the quiet zone that the standard asks for.</summary>
internal static class CodeImage
{
    private const int QuietZone = 4;

    /// <summary>Pixels of a side of a module in PNG: as large as a hand, it is still sharp.</summary>
    private const int Scale = 10;

    /// <summary>As SVG (W3C).</summary>
    public static byte[] ToSvg(QrModules code)
    {
        var side = code.Size + (2 * QuietZone);
        var path = new StringBuilder();
        for (var row = 0; row < code.Size; row++)
        {
            for (var column = 0; column < code.Size; column++)
            {
                if (code[row, column])
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{column + QuietZone} {row + QuietZone}h1v1h-1z");
                }
            }
        }

        return Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\"><rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path d=\"{path}\"/></svg>\n"));
    }

    /// <summary>As PNG (ISO/IEC 15948), in black and white with one bit for each pixel.</summary>
    public static byte[] ToPng(QrModules code)
    {
        var side = (code.Size + (2 * QuietZone)) * Scale;
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]);
        Span<byte> header = stackalloc byte[13]; // width, height, one bit of grey; no filter, not interlaced
        BinaryPrimitives.WriteInt32BigEndian(header, side);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], side);
        header[8] = 1;
        WriteChunk(png, "IHDR"u8, header);
        WriteChunk(png, "IDAT"u8, Pixels(code, side));
        WriteChunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static byte[] Pixels(QrModules code, int side)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            var line = new byte[1 + ((side + 7) / 8)]; // the first byte names the filter: none
            for (var y = 0; y < side; y++)
            {
                line.AsSpan(1).Clear();
                for (var x = 0; x < side; x++)
                {
                    if (!code[(y / Scale) - QuietZone, (x / Scale) - QuietZone])
                    {
                        line[1 + (x / 8)] |= (byte)(0x80 >> (x % 8));
                    }
                }

                zlib.Write(line);
            }
        }

        return packed.ToArray();
    }

    private static void WriteChunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(type);
        png.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), data));
        png.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        const uint Polynomial = 0xedb88320;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ Polynomial;
            }
        }

        return crc;
    }
}
