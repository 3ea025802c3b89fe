using LanTalk.Server.Metrics;

namespace LanTalk.Server.Tests.Metrics;

public sealed class DurationBucketsTests
{
    [Fact]
    public void WithoutADurationThereIsNoPercentile() => new DurationBuckets().Percentile(0.99).Should().Be(TimeSpan.Zero);

    [Fact]
    public void APercentileIsTheNextPowerOfTwoOfMicroseconds()
    {
        var buckets = new DurationBuckets();
        for (var i = 0; i < 99; i++)
        {
            buckets.Add(TimeSpan.FromMicroseconds(100));
        }

        buckets.Add(TimeSpan.FromSeconds(1));

        buckets.Percentile(0.99).TotalMicroseconds.Should().Be(128);
        buckets.Percentile(1).TotalMicroseconds.Should().Be(1 << 20);
    }

    [Fact]
    public void TheShortestAndTheLongestCountToo()
    {
        var buckets = new DurationBuckets();
        buckets.Add(TimeSpan.Zero);
        buckets.Add(TimeSpan.FromDays(1));

        buckets.Percentile(0.5).TotalMicroseconds.Should().Be(2);
        buckets.Percentile(1).Should().BeGreaterThan(TimeSpan.FromMinutes(30));
    }
}
