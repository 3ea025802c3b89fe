using LanTalk.Protocol.Text;

namespace LanTalk.Protocol.Tests.Text;

public sealed class ShareReceiversTests
{
    [Theory]
    [InlineData(1, "Dora", "1 has it: Dora")]
    [InlineData(3, "Dora Bob Carol", "3 have it: Dora, Bob, Carol")]
    [InlineData(30, "a b c d e f g", "30 have it: a, b, c, d, e and 25 more")]
    [InlineData(2, "", "2 have it")]
    [InlineData(2, "a\u001bb", "2 have it: a\u241bb and 1 more")]
    public void TheyAreNamed(int count, string names, string expected) =>
        ShareReceivers.Describe(count, names.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Should().Be(expected);

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(-1)]
    public void OfNobodyNothingIsSaid(int? count) => ShareReceivers.Describe(count, []).Should().BeNull();
}
