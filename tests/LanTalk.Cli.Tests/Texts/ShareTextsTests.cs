using LanTalk.Cli.Texts;
using LanTalk.Client.Shares;
using LanTalk.Protocol.Messages;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Cli.Tests.Texts;

public sealed class ShareTextsTests
{
    private const long Size = 2_300_000_187;

    [Theory]
    [InlineData(1, "report.pdf (2.3 GB)")]
    [InlineData(7000, "report.pdf (7000 files, 2.3 GB)")]
    public void AShareIsToldByItsTitleAndTheSizeOfItsFiles(long count, string expected)
    {
        ShareTexts.Of(new ShareFacts(17, "report.pdf", count, Size, 187, "root")).Should().Be(expected);
    }

    [Fact]
    public void ATitleFromAStrangerIsSafeToShow()
    {
        ShareTexts.Of(new ShareFacts(17, "a\u001b[31m\u202e\n", 1, -5, 100, "root")).Should().Be("a␛[31m\ufffd␊ (0 bytes)");
    }

    [Theory]
    [InlineData(TransferStage.Hashing, 0, null, "reading, 0 % of 2.3 GB")]
    [InlineData(TransferStage.Running, 0, null, "0 % of 2.3 GB")]
    [InlineData(TransferStage.Running, 1_150_000_000, 100e6, "50 % of 2.3 GB, 100 MB/s, 12s left")]
    [InlineData(TransferStage.Running, 0, 1e6, "0 % of 2.3 GB, 1 MB/s, 39m left")]
    [InlineData(TransferStage.Running, Size - 1, 100e6, "99 % of 2.3 GB, 100 MB/s, 1s left")]
    [InlineData(TransferStage.Running, Size, 100e6, "100 % of 2.3 GB, 100 MB/s, 0s left")]
    [InlineData(TransferStage.Running, 0, 1e-9, "0 % of 2.3 GB, 0 bytes/s, 99d left")]
    [InlineData(TransferStage.Waiting, 1_150_000_000, 100e6, "50 % of 2.3 GB, interrupted, trying again")]
    public void ProgressIsToldWithSpeedAndTimeLeft(TransferStage stage, long done, double? rate, string expected)
    {
        ShareTexts.Of(new TransferProgress(stage, done, Size), rate).Should().Be(expected);
    }

    [Fact]
    public void TheSpeedIsThatOfTheLastSeconds()
    {
        var time = new FakeTimeProvider();
        var rate = new TransferRate(time);
        rate.Take(0);
        rate.BytesPerSecond.Should().BeNull();
        for (var second = 1; second <= 20; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            rate.Take(second <= 10 ? second * 1000 : 10_000 + ((second - 10) * 50));
        }

        rate.BytesPerSecond.Should().BeApproximately(50, 1);
    }

    [Theory]
    [InlineData(1, "trip (2 files, 0 bytes) is in /down/0.txt")]
    [InlineData(3, "trip (2 files, 0 bytes) is in /down: 0.txt, 1.txt, 2.txt")]
    [InlineData(1007, "trip (2 files, 0 bytes) is in /down: 0.txt, 1.txt, 2.txt, 3.txt, 4.txt and 1,002 more")]
    public void AShareOfSeveralNamesIsOneLine(int count, string expected)
    {
        ShareTexts.IsIn(new ShareFacts(17, "trip", 2, 100, 100, "root"), "/down", [.. Enumerable.Range(0, count).Select(number => $"/down/{number}.txt")])
            .Should().Be(expected);
    }
}
