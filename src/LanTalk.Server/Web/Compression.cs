using System.IO.Compression;

namespace LanTalk.Server.Web;

/// <summary>Makes files smaller, for browsers that say they take them so.</summary>
internal static class Compression
{
    public static byte[] Gzip(byte[] content) => Pack(content, output => new GZipStream(output, CompressionLevel.SmallestSize));

    public static byte[] Brotli(byte[] content) => Pack(content, output => new BrotliStream(output, new BrotliCompressionOptions { Quality = 9 }));

    private static byte[] Pack(byte[] content, Func<Stream, Stream> open)
    {
        using var packed = new MemoryStream();
        using (var packing = open(packed))
        {
            packing.Write(content);
        }

        return packed.ToArray();
    }
}
