using CsCheck;
using LanTalk.Client.Reconnecting;

namespace LanTalk.Client.Tests.Reconnecting;

public sealed class BackoffTests
{
    [Fact]
    public void TheWaitsGetTwiceAsLongUpToHalfAMinute()
    {
        var backoff = new Backoff(new Fixed(0));

        Waits(backoff, 7).Should().Equal(1, 2, 4, 8, 16, 30, 30);
    }

    [Fact]
    public void AfterAResetTheyAreShortAgain()
    {
        var backoff = new Backoff(new Fixed(0));
        Waits(backoff, 5);

        backoff.Reset();

        Waits(backoff, 2).Should().Equal(1, 2);
    }

    [Fact]
    public void EachIsByARandomPartLessButByNoMoreThanHalf()
    {
        Gen.Int.Sample(seed =>
        {
            double[] full = [1, 2, 4, 8, 16, 30, 30];
            var waits = Waits(new Backoff(new Random(seed)), full.Length);

            waits.Zip(full).Should().OnlyContain(pair => pair.First <= pair.Second && pair.First > pair.Second / 2);
        });
    }

    [Fact]
    public void TwoClientsDoNotComeAtTheSameTime()
    {
        Waits(new Backoff(new Random(1)), 5).Should().NotEqual(Waits(new Backoff(new Random(2)), 5));
    }

    private static double[] Waits(Backoff backoff, int count) => [.. Enumerable.Range(0, count).Select(_ => backoff.Next().TotalSeconds)];

    private sealed class Fixed(double value) : Random
    {
        public override double NextDouble() => value;
    }
}
