using System.Text;

namespace LanTalk.Terminal.Pictures;

/// <summary>Writes a picture as sixels (DEC STD 070, chapter 9), in 216 fixed colours: six steps of red, green and blue each.</summary>
internal static class SixelEncoder
{
    private const int Steps = 6;
    private const int Colors = Steps * Steps * Steps;
    private const int BandHeight = 6;
    private const int LeastOpacity = 128;

    /// <summary>The sequence that shows it at the cursor. What is transparent stays as it is.</summary>
    public static string Encode(Bitmap bitmap)
    {
        var colors = ColorsOf(bitmap);
        var text = new StringBuilder($"\eP0;1q\"1;1;{bitmap.Width};{bitmap.Height}");
        foreach (var color in colors.Where(color => color >= 0).Distinct().Order())
        {
            text.Append($"#{color};2;{Percent(color / (Steps * Steps))};{Percent(color / Steps % Steps)};{Percent(color % Steps)}");
        }

        for (var top = 0; top < bitmap.Height; top += BandHeight)
        {
            text.Append(top == 0 ? "" : "-");
            AppendBand(text, colors.AsSpan(top * bitmap.Width, Math.Min(BandHeight, bitmap.Height - top) * bitmap.Width), bitmap.Width);
        }

        return text.Append("\e\\").ToString();
    }

    private static int[] ColorsOf(Bitmap bitmap)
    {
        var colors = new int[bitmap.Width * bitmap.Height];
        for (var i = 0; i < colors.Length; i++)
        {
            var pixel = bitmap.Pixels.AsSpan(i * 4, 4);
            colors[i] = pixel[3] < LeastOpacity ? -1 : (Step(pixel[0]) * Steps * Steps) + (Step(pixel[1]) * Steps) + Step(pixel[2]);
        }

        return colors;
    }

    /// <summary>One band of six rows: each colour in it is a line of its own, written over the ones before.</summary>
    private static void AppendBand(StringBuilder text, ReadOnlySpan<int> band, int width)
    {
        Span<bool> isUsed = stackalloc bool[Colors];
        foreach (var color in band)
        {
            if (color >= 0)
            {
                isUsed[color] = true;
            }
        }

        for (var color = 0; color < Colors; color++)
        {
            if (isUsed[color])
            {
                text.Append($"#{color}");
                AppendLine(text, band, width, color);
                text.Append('$');
            }
        }
    }

    private static void AppendLine(StringBuilder text, ReadOnlySpan<int> band, int width, int color)
    {
        var (last, count) = ('\0', 0);
        for (var x = 0; x <= width; x++)
        {
            var sixel = x < width ? SixelAt(band, width, x, color) : '\0';
            if (sixel == last)
            {
                count++;
                continue;
            }

            AppendRun(text, last, count);
            (last, count) = (sixel, 1);
        }
    }

    private static void AppendRun(StringBuilder text, char sixel, int count)
    {
        const int Worthwhile = 4;
        if (count >= Worthwhile)
        {
            text.Append($"!{count}").Append(sixel);
        }
        else
        {
            text.Append(sixel, count);
        }
    }

    private static char SixelAt(ReadOnlySpan<int> band, int width, int x, int color)
    {
        var bits = 0;
        for (var y = 0; y * width < band.Length; y++)
        {
            bits |= band[(y * width) + x] == color ? 1 << y : 0;
        }

        return (char)('?' + bits);
    }

    private static int Step(byte value) => ((value * (Steps - 1)) + (byte.MaxValue / 2)) / byte.MaxValue;

    private static int Percent(int step) => step * 100 / (Steps - 1);
}
