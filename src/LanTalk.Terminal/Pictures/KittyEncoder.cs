using System.IO.Compression;
using System.Text;

namespace LanTalk.Terminal.Pictures;

/// <summary>Writes a picture in Kitty's graphics protocol (https://sw.kovidgoyal.net/kitty/graphics-protocol/), as pixels.</summary>
internal static class KittyEncoder
{
    private const int PieceLength = 4096;

    /// <summary>The sequences that show it at the cursor.</summary>
    /// <param name="bitmap">The picture.</param>
    /// <param name="rows">How many rows of text it is as high as.</param>
    /// <param name="columns">How many columns it is as wide as; null for those that keep its shape.</param>
    public static string Encode(Bitmap bitmap, int rows, int? columns = null)
    {
        var base64 = Convert.ToBase64String(Pack(bitmap.Pixels));

        // q=2: the terminal answers nothing.
        var text = new StringBuilder($"\e_Ga=T,q=2,f=32,o=z,s={bitmap.Width},v={bitmap.Height},r={rows},{(columns is null ? "" : $"c={columns},")}");
        for (var at = 0; at < base64.Length; at += PieceLength)
        {
            var isLast = at + PieceLength >= base64.Length;
            text.Append(at == 0 ? "" : "\e_G").Append($"m={(isLast ? 0 : 1)};").Append(base64, at, Math.Min(PieceLength, base64.Length - at)).Append("\e\\");
        }

        return text.ToString();
    }

    private static byte[] Pack(byte[] pixels)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            zlib.Write(pixels);
        }

        return packed.ToArray();
    }
}
