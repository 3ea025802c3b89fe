using LanTalk.Terminal.Styling;

namespace LanTalk.Terminal.Tests.Styling;

public sealed class ThemeTests
{
    private const double Readable = 4.5; // WCAG 2.1, 1.4.3
    private const double ReadableOnBoth = 3.8; // 4.58 is the most that any colour can have on both, and only five come near it
    private const double Different = 0.08; // in OKLab, where black and white are 1 apart

    [Fact]
    public void NamesAreReadableOnAnyBackgroundOfAuto()
    {
        Theme.Auto.NameColors.Should().OnlyContain(color => Contrast(Luminance(color), 0) >= ReadableOnBoth && Contrast(Luminance(color), 1) >= ReadableOnBoth);
    }

    [Fact]
    public void NamesAreReadableOnTheBackgroundThatAThemeIsFor()
    {
        Theme.Dark.NameColors.Should().OnlyContain(color => Contrast(Luminance(color), Luminance(235)) >= Readable);
        Theme.Light.NameColors.Should().OnlyContain(color => Contrast(Luminance(color), Luminance(254)) >= Readable);
    }

    [Fact]
    public void NoNameLooksLikeWhatIsPrivateOrTheSystems()
    {
        foreach (var theme in Theme.All)
        {
            theme.NameColors.Select(color => $"38;5;{color}").Should().NotContain([theme.Sgr(Style.Private), theme.Sgr(Style.System), theme.Sgr(Style.Error)]);
        }
    }

    [Fact]
    public void ThereAreSixteenColoursForNamesThatCanBeToldApart()
    {
        foreach (var theme in (Theme[])[Theme.Auto, Theme.Dark, Theme.Light])
        {
            theme.NameColors.Should().HaveCount(Theme.NameColorCount).And.OnlyHaveUniqueItems();
            var hues = Enumerable.Range(0, Theme.NameColorCount).Select(hue => (uint)hue).ToList();
            hues.SelectMany(one => hues.Where(other => other < one).Select(other => theme.DistanceOf(one, other)))
                .Should().OnlyContain(distance => distance > Different);
        }
    }

    [Fact]
    public void ANameHasTheSameColourWhateverItsCase()
    {
        Theme.Dark.Sgr(Style.ForName("Alice")).Should().Be(Theme.Dark.Sgr(Style.ForName("aLICE")));
    }

    [Fact]
    public void MonoHasNoColourAndNoneHasNoEscape()
    {
        foreach (var role in Enum.GetValues<StyleRole>())
        {
            Theme.Mono.Sgr(new Style(role)).Should().NotContain("38;");
            Theme.None.Sgr(new Style(role)).Should().BeEmpty();
        }
    }

    private static double Contrast(double one, double other) => (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);

    // The cube and the grey ramp of xterm's 256 colours, as light (sRGB, IEC 61966-2-1).
    private static double Luminance(int color)
    {
        int[] levels = [0, 95, 135, 175, 215, 255];
        var grey = 8 + (10 * (color - 232));
        var (red, green, blue) = color >= 232 ? (grey, grey, grey) : (levels[(color - 16) / 36], levels[(color - 16) / 6 % 6], levels[(color - 16) % 6]);
        return (0.2126 * Linear(red)) + (0.7152 * Linear(green)) + (0.0722 * Linear(blue));

        static double Linear(int value) => value / 255.0 is var c && c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }
}
