using CsCheck;
using LanTalk.Protocol.Text;

namespace LanTalk.Protocol.Tests.Text;

public sealed class Base64UrlTextTests
{
    [Fact]
    public void BytesComeBackAsTheyWere()
    {
        Gen.Byte.Array[0, 100].Sample(bytes =>
        {
            var text = Base64UrlText.Write(bytes);
            return Base64UrlText.Read(text, bytes.Length).AsSpan().SequenceEqual(bytes)
                && Base64UrlText.ReadUpTo(text, 100).AsSpan().SequenceEqual(bytes)
                && Base64UrlText.Read(text, bytes.Length + 1) is null
                && (bytes.Length == 0 || Base64UrlText.ReadUpTo(text, bytes.Length - 1) is null);
        });
    }

    [Theory]
    [InlineData("AA==")] // padding
    [InlineData("A A")]
    [InlineData("AB")] // stray bits
    [InlineData("A")]
    [InlineData("A+")]
    [InlineData("Ä")]
    [InlineData(null)]
    public void AnotherSpellingIsNotRead(string? text)
    {
        Base64UrlText.Read(text, 1).Should().BeNull();
    }
}
