using System.Globalization;

namespace LanTalk.Protocol.Text;

/// <summary>Sizes in bytes as people read them, in powers of 1,000: <c>999 bytes</c>, <c>2.3 MB</c>, <c>10 GB</c>.</summary>
public static class ByteSize
{
    private static readonly string[] Units = ["KB", "MB", "GB", "TB", "PB", "EB"];

    /// <summary>Writes a size with at most three digits; below 10 of a unit, with one decimal unless that is 0.</summary>
    public static string Format(long bytes)
    {
        if (bytes < 1000)
        {
            return Counted.Of(bytes, "byte");
        }

        var unit = 0;
        var size = bytes / 1000m;
        while (Rounded(size) >= 1000)
        {
            size /= 1000;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Rounded(size):0.#} {Units[unit]}");
    }

    private static decimal Rounded(decimal size) => Math.Round(size, size < 9.95m ? 1 : 0, MidpointRounding.AwayFromZero);
}
