using LanTalk.Server.History;

namespace LanTalk.Server.Tests.History;

public sealed class HistoryLimitTests
{
    [Theory]
    [InlineData("30d", "30d")]
    [InlineData("100000", "100000")]
    [InlineData("30d,100000", "30d,100000")]
    [InlineData("100000, 30d", "30d,100000")]
    [InlineData("1h30m", "1h30m")]
    [InlineData("OFF", "off")]
    [InlineData("all", "all")]
    [InlineData("0", "all")]
    public void ALimitIsReadAndWritten(string text, string written)
    {
        HistoryLimit.TryParse(text, out var limit).Should().BeTrue();

        limit!.ToString().Should().Be(written);
        HistoryLimit.TryParse(written, out var again).Should().BeTrue();
        again.Should().Be(limit);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("on")]
    [InlineData("-1")]
    [InlineData("0d")]
    [InlineData("30d,")]
    [InlineData("30d,2h")]
    [InlineData("5,6")]
    [InlineData("off,30d")]
    [InlineData("99999999999")]
    [InlineData("40000d")]
    public void WhatIsNoLimitIsRefused(string? text)
    {
        HistoryLimit.TryParse(text, out _).Should().BeFalse();
    }
}
