using LanTalk.Server.Shares;

namespace LanTalk.Server.Tests.Shares;

public sealed class DeliveriesTests
{
    private readonly Deliveries _deliveries = new(10, 100);

    [Theory]
    [InlineData(0, 100)]
    [InlineData(10, 100)]
    public void AllFilesInOnePartAreAllOfIt(long from, long to) => _deliveries.Add("carol", from, to).Should().BeTrue();

    [Fact]
    public void PartsInAnyOrderAreAllOfItOnceTheyTouch()
    {
        _deliveries.Add("carol", 0, 30).Should().BeFalse();
        _deliveries.Add("carol", 60, 100).Should().BeFalse();
        _deliveries.Add("carol", 25, 50).Should().BeFalse();
        _deliveries.Add("dave", 50, 60).Should().BeFalse("that is another user");
        _deliveries.Add("carol", 50, 60).Should().BeTrue();
    }

    [Fact]
    public void TheSamePartTwiceIsNotMore()
    {
        _deliveries.Add("carol", 0, 50).Should().BeFalse();
        _deliveries.Add("carol", 0, 50).Should().BeFalse();
        _deliveries.Add("carol", 51, 100).Should().BeFalse("a byte is missing");
    }

    [Fact]
    public void FilesWithoutAByteAreThereWithTheEndOfTheManifest()
    {
        var deliveries = new Deliveries(100, 100);

        deliveries.Add("carol", 0, 99).Should().BeFalse();
        deliveries.Add("carol", 99, 100).Should().BeTrue();
    }

    [Fact]
    public void PartsAndUsersAreBounded()
    {
        var deliveries = new Deliveries(0, 10_000);
        for (var i = 0; i < 1000; i++)
        {
            deliveries.Add("carol", 4 * i, (4 * i) + 1);
        }

        for (var i = 0; i < 1000; i++)
        {
            deliveries.Add($"user {i}", 0, 5_000);
        }

        deliveries.Add("user 999", 5_000, 10_000).Should().BeTrue();
        deliveries.Add("carol", 0, 10_000).Should().BeTrue();
    }
}
