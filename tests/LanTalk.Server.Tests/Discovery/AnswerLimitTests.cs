using CsCheck;
using LanTalk.Server.Discovery;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Server.Tests.Discovery;

public sealed class AnswerLimitTests
{
    [Fact]
    public void A_burst_is_answered_up_to_the_limit()
    {
        var limit = new AnswerLimit(new FakeTimeProvider(), 50);

        Enumerable.Range(0, 200).Count(_ => limit.TryTake()).Should().Be(50);
    }

    [Fact]
    public void A_second_later_the_same_number_is_answered_again()
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
    public void A_long_silence_saves_nothing_up()
    {
        var time = new FakeTimeProvider();
        var limit = new AnswerLimit(time, 50);

        time.Advance(TimeSpan.FromHours(1));
        Take(limit).Should().Be(50);
    }

    [Fact]
    public void No_span_of_one_second_sees_more_than_the_limit() =>
        Gen.Select(Gen.Int[0, 300], Gen.Int[1, 20]).Array[1, 40].Sample(steps =>
        {
            var time = new FakeTimeProvider();
            var limit = new AnswerLimit(time, 10);
            var answered = new List<DateTimeOffset>();
            foreach (var (pause, queries) in steps)
            {
                time.Advance(TimeSpan.FromMilliseconds(pause));
                answered.AddRange(Enumerable.Range(0, queries).Where(_ => limit.TryTake()).Select(_ => time.GetUtcNow()));
            }

            return answered.TrueForAll(start => answered.Count(t => t >= start && t < start.AddSeconds(1)) <= 10);
        });

    private static int Take(AnswerLimit limit) => Enumerable.Range(0, 200).Count(_ => limit.TryTake());
}
