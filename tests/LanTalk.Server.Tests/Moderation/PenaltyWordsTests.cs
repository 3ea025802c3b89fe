using LanTalk.Server.Moderation;

namespace LanTalk.Server.Tests.Moderation;

public sealed class PenaltyWordsTests
{
    [Theory]
    [InlineData("", null, "")]
    [InlineData("rude", null, "rude")]
    [InlineData("for 2h rude words", 120, "rude words")]
    [InlineData("rude words for 2h", 120, "rude words")]
    [InlineData("for 1d", 1440, "")]
    [InlineData("paid for by  nobody", null, "paid for by  nobody")]
    [InlineData("asked for it", null, "asked for it")]
    [InlineData("looking for", null, "looking for")]
    public void ATimeMayStandBeforeTheReasonOrBehindIt(string words, int? minutes, string reason)
    {
        PenaltyWords.TryRead(words, out var time, out var rest).Should().BeTrue();

        time.Should().Be(minutes is { } count ? TimeSpan.FromMinutes(count) : null);
        rest.Should().Be(reason);
    }

    [Theory]
    [InlineData("for ever", "ever")]
    [InlineData("for", "")]
    [InlineData("rude for 2hh", "2hh")]
    [InlineData("rude for 2 hours", "2 hours")]
    public void WhatWasMeantAsATimeAndIsNoneIsNamed(string words, string typed)
    {
        PenaltyWords.TryRead(words, out _, out var wrong).Should().BeFalse();

        wrong.Should().Be(typed);
    }
}
