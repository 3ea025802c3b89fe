using LanTalk.Protocol.Security;

namespace LanTalk.Protocol.Tests.Security;

public sealed class ShortCodeTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("0000000000", "0000-0000")]
    [InlineData("FFFFFFFFFF", "zzzz-zzzz")]
    [InlineData("00443214C7", "0123-4567")]
    [InlineData("00443214C74254B635CF", "0123-4567-89ab-cdef")]
    [InlineData("8000000001", "g000-0001")]
    public void FiveBitsAreOneCharacter(string bytes, string code) =>
        ShortCode.Write(Convert.FromHexString(bytes)).Should().Be(code);
}
