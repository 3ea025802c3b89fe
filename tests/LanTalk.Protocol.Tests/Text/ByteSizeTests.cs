using LanTalk.Protocol.Text;

namespace LanTalk.Protocol.Tests.Text;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(1, "1 byte")]
    [InlineData(999, "999 bytes")]
    [InlineData(1000, "1 KB")]
    [InlineData(9_949, "9.9 KB")]
    [InlineData(9_950, "10 KB")]
    [InlineData(999_499, "999 KB")]
    [InlineData(999_500, "1 MB")]
    [InlineData(2_300_187, "2.3 MB")]
    [InlineData(10_000_000_000, "10 GB")]
    [InlineData(long.MaxValue, "9.2 EB")]
    public void ASizeHasAtMostThreeDigits(long bytes, string text) => ByteSize.Format(bytes).Should().Be(text);
}
