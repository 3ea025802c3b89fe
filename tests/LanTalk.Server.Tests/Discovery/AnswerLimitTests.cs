using System.Net;
using CsCheck;
using LanTalk.Server.Discovery;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Server.Tests.Discovery;

public sealed class AnswerLimitTests
{
    [Fact]
    public void ABurstIsAnsweredUpToTheLimit()
    {
        var limit = new AnswerLimit(new FakeTimeProvider(), 50);

        Enumerable.Range(0, 200).Count(i => limit.TryTake(Asker(i))).Should().Be(50);
    }

    [Fact]
    public void ASecondLaterTheSameNumberIsAnsweredAgain()
    {
        var time = new FakeTimeProvider();
        var limit = new AnswerLimit(time, 50);
        Take(limit);

        time.Advance(TimeSpan.FromMilliseconds(999));
        Take(limit).Should().Be(0);

        time.Advance(TimeSpan.FromMilliseconds(1));
        Take(limit).Should().Be(50);
    }

    [Fact]
    public void ALongSilenceSavesNothingUp()
    {
        var time = new FakeTimeProvider();
        var limit = new AnswerLimit(time, 50);

        time.Advance(TimeSpan.FromHours(1));
        Take(limit).Should().Be(50);
    }

    [Fact]
    public void NoSpanOfOneSecondSeesMoreThanTheLimit() =>
        Gen.Select(Gen.Int[0, 300], Gen.Int[1, 20]).Array[1, 40].Sample(steps =>
        {
            var time = new FakeTimeProvider();
            var limit = new AnswerLimit(time, 10);
            var answered = new List<DateTimeOffset>();
            foreach (var (pause, queries) in steps)
            {
                time.Advance(TimeSpan.FromMilliseconds(pause));
                answered.AddRange(Enumerable.Range(0, queries).Where(i => limit.TryTake(Asker(i))).Select(_ => time.GetUtcNow()));
            }

            return answered.TrueForAll(start => answered.Count(t => t >= start && t < start.AddSeconds(1)) <= 10);
        });

    [Fact]
    public void AQuestionHeardTwiceIsAnsweredOnceAndTheNextOneAgain()
    {
        var time = new FakeTimeProvider();
        var limit = new AnswerLimit(time, 50);

        limit.TryTake(Asker(1)).Should().BeTrue();
        limit.TryTake(Asker(1)).Should().BeFalse();
        limit.TryTake(Asker(2)).Should().BeTrue();

        time.Advance(TimeSpan.FromMilliseconds(150));
        limit.TryTake(Asker(1)).Should().BeTrue();
    }

    private static IPEndPoint Asker(int number) => new(IPAddress.Loopback, 40_000 + number);

    private static int Take(AnswerLimit limit) => Enumerable.Range(0, 200).Count(i => limit.TryTake(Asker(i)));
}
