using CsCheck;
using LanTalk.Protocol.Text;

namespace LanTalk.Protocol.Tests.Text;

public sealed class DurationTests
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("5m", 300)]
    [InlineData("1h30m", 5400)]
    [InlineData("2d", 172_800)]
    [InlineData("1500ms", 1.5)]
    [InlineData("0", 0)]
    public void ADurationIsReadAsPeopleWriteIt(string text, double seconds)
    {
        Duration.TryParse(text, out var duration).Should().BeTrue();
        duration.Should().Be(TimeSpan.FromSeconds(seconds));
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("m")]
    [InlineData("5x")]
    [InlineData("-5m")]
    [InlineData("1.5h")]
    [InlineData("5 m")]
    [InlineData("30m1h")]
    [InlineData("1m1m")]
    [InlineData("9999999999s")]
    [InlineData("99999999d")]
    public void WhatIsNoDurationIsRefused(string text)
    {
        Duration.TryParse(text, out _).Should().BeFalse();
    }

    [Fact]
    public void WhatIsWrittenIsReadBack()
    {
        Gen.Long[0, 10_000_000_000].Sample(milliseconds =>
        {
            var duration = TimeSpan.FromMilliseconds(milliseconds);
            return Duration.TryParse(Duration.Format(duration), out var read) && read == duration;
        });
    }

    [Fact]
    public void TheLargestUnitsComeFirst()
    {
        Duration.Format(TimeSpan.FromSeconds(90_061.5)).Should().Be("1d1h1m1s500ms");
    }
}
