namespace LanTalk.Terminal.Styling;

/// <summary>The colours that have numbers from 16 to 255 in xterm and its kin: a cube, then a ramp of greys.</summary>
internal static class XtermColor
{
    private static readonly int[] Levels = [0, 95, 135, 175, 215, 255];

    /// <summary>How much two colours differ to the eye: their distance in OKLab (Ottosson, 2020), where black and white are 1 apart.</summary>
    public static double Distance(byte one, byte other)
    {
        var (a, b) = (Oklab(one), Oklab(other));
        return Math.Sqrt(Math.Pow(a.L - b.L, 2) + Math.Pow(a.A - b.A, 2) + Math.Pow(a.B - b.B, 2));
    }

    private static (double L, double A, double B) Oklab(byte color)
    {
        var (red, green, blue) = (color >= 232 ? (Grey(color), Grey(color), Grey(color)) : (Level(color, 36), Level(color, 6), Level(color, 1)));
        var l = Math.Cbrt((0.4122214708 * red) + (0.5363325363 * green) + (0.0514459929 * blue));
        var m = Math.Cbrt((0.2119034982 * red) + (0.6806995451 * green) + (0.1073969566 * blue));
        var s = Math.Cbrt((0.0883024619 * red) + (0.2817188376 * green) + (0.6299787005 * blue));
        return (
            (0.2104542553 * l) + (0.7936177850 * m) - (0.0040720468 * s),
            (1.9779984951 * l) - (2.4285922050 * m) + (0.4505937099 * s),
            (0.0259040371 * l) + (0.7827717662 * m) - (0.8086757660 * s));
    }

    private static double Level(byte color, int step) => Light(Levels[(color - 16) / step % 6]);

    private static double Grey(byte color) => Light(8 + (10 * (color - 232)));

    // As light (sRGB, IEC 61966-2-1).
    private static double Light(int value) => value / 255.0 is var c && c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
}
