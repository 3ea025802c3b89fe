using LanTalk.Protocol.Names;
using LanTalk.Protocol.Unicode;

namespace LanTalk.Protocol.Tests.Names;

public sealed class NameKeyTests
{
    [Fact]
    public void TheShortWayForAsciiIsWhatTheTableOfLookAlikesSays()
    {
        for (var c = ' '; c <= '~'; c++)
        {
            if (UserName.IsValid(c.ToString()))
            {
                NameKey.LookOf($"{c}").Should().Be(Folding.SkeletonOf($"{c}"));
                NameKey.Of($"{c}").Should().Be(Folding.Fold(Folding.SkeletonOf(Folding.Fold($"{c}"))));
            }
        }
    }

    [Fact]
    public void TheTableHoldsNothingOfAsciiButWhatTheShortWayKnows()
    {
        UnicodeTables.All.Confusables.Keys.Where(c => c < 0x80).Should().BeEquivalentTo([(int)'0', '1', 'I', 'm']);
    }
}
