using LanTalk.Protocol.Text;

namespace LanTalk.Protocol.Tests.Text;

public sealed class TabStopsTests
{
    [Theory]
    [InlineData("no tab", "no tab")]
    [InlineData("\tx", "        x")]
    [InlineData("a\tb", "a       b")]
    [InlineData("1234567\t8", "1234567 8")]
    [InlineData("12345678\t9", "12345678        9")]
    [InlineData("a\t\tb", "a               b")]
    [InlineData("one\ntwo\tx\n\ty", "one\ntwo     x\n        y")]
    public void ATabGoesToTheNextStopOfItsLine(string text, string expanded)
    {
        TabStops.Expand(text).Should().Be(expanded);
    }
}
