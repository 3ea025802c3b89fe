using LanTalk.Cli.Hosting;

namespace LanTalk.Cli.Tests.Hosting;

public sealed class TrimRuleTests
{
    private const long Much = TrimRule.Worthwhile + TrimRule.Quiet;

    private readonly TrimRule _rule = new();

    [Fact]
    public void GarbageIsCollectedOnceTheServerIsQuiet()
    {
        _rule.IsDue(Much, collections: 0, inUse: 0).Should().BeFalse("it was just allocated");

        _rule.IsDue(Much + TrimRule.Quiet - 1, collections: 0, inUse: 0).Should().BeTrue();
    }

    [Fact]
    public void WhileTheServerIsBusyNothingIsCollected()
    {
        for (var allocated = 0L; allocated < 4 * Much; allocated += TrimRule.Quiet)
        {
            _rule.IsDue(allocated, collections: 0, inUse: 0).Should().BeFalse();
        }
    }

    [Fact]
    public void WhatWasCollectedIsNotCollectedAgain()
    {
        _rule.IsDue(Much, collections: 0, inUse: 0);
        _rule.IsDue(Much, collections: 0, inUse: 0).Should().BeTrue();

        _rule.IsDue(Much, collections: 1, inUse: 0).Should().BeFalse();
        _rule.IsDue(Much + TrimRule.Worthwhile, collections: 1, inUse: 0).Should().BeFalse("it is busy");
        _rule.IsDue(Much + TrimRule.Worthwhile + 1, collections: 1, inUse: 0).Should().BeTrue();
    }

    [Fact]
    public void ALargeServerIsNotHeldUpForALittleGarbage()
    {
        _rule.IsDue(Much, collections: 0, inUse: TrimRule.MostInUse);

        _rule.IsDue(Much, collections: 0, inUse: TrimRule.MostInUse).Should().BeFalse();
    }
}
