using LanTalk.Protocol.Text;

namespace LanTalk.Protocol.Tests.Text;

public sealed class CountedTests
{
    [Fact]
    public void OneIsOne()
    {
        Counted.Of(0, "message").Should().Be("0 messages");
        Counted.Of(1, "message").Should().Be("1 message");
        Counted.Of(2, "message").Should().Be("2 messages");
        Counted.Of(1, "is", "are").Should().Be("1 is");
        Counted.Of(3, "delivery", "deliveries").Should().Be("3 deliveries");
    }
}
