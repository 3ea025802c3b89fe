using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace LanTalk.Terminal.Tests.Pictures;

/// <summary>Writes PNGs, right ones and wrong ones. Their checksums are zeros, which nobody reads.</summary>
internal static class SamplePng
{
    /// <summary>A PNG whose rows are given as they are packed, each after the byte of its filter.</summary>
    public static byte[] Of(uint width, uint height, byte depth, byte color, byte[] rows, byte[]? palette = null, byte[]? opacities = null, byte interlace = 0)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(header, width);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = (depth, color, interlace);
        return [.. Signature, .. Chunk("IHDR", header), .. palette is null ? [] : Chunk("PLTE", palette),
            .. opacities is null ? [] : Chunk("tRNS", opacities), .. Chunk("IDAT", Pack(rows)), .. Chunk("IEND", [])];
    }

    /// <summary>A picture of one colour.</summary>
    public static byte[] Plain(int width, int height, byte red, byte green, byte blue) => Of(
        (uint)width, (uint)height, 8, 2,
        [.. Enumerable.Range(0, height).SelectMany(_ => Enumerable.Range(0, width).SelectMany(_ => new[] { red, green, blue }).Prepend((byte)0))]);

    private static byte[] Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    private static byte[] Chunk(string type, byte[] data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        return [.. length, .. Encoding.ASCII.GetBytes(type), .. data, 0, 0, 0, 0];
    }

    private static byte[] Pack(byte[] rows)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            zlib.Write(rows);
        }

        return packed.ToArray();
    }
}
