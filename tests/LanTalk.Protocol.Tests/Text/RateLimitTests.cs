using LanTalk.Protocol.Text;

namespace LanTalk.Protocol.Tests.Text;

public sealed class RateLimitTests
{
    [Fact]
    public void ALimitIsReadAndWritten()
    {
        RateLimit.TryParse("10/5s", out var limit).Should().BeTrue();

        limit.Should().Be(new RateLimit(10, TimeSpan.FromSeconds(5)));
        limit!.ToString().Should().Be("10/5s");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("0/5s")]
    [InlineData("-1/5s")]
    [InlineData("10/0")]
    [InlineData("10/")]
    [InlineData("/5s")]
    [InlineData("9999999/5s")]
    public void WhatIsNoLimitIsRefused(string? text)
    {
        RateLimit.TryParse(text, out _).Should().BeFalse();
    }
}
