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
            return Base64UrlText.TryRead(text, bytes.Length, out var read) && read.AsSpan().SequenceEqual(bytes)
                && Base64UrlText.TryReadUpTo(text, 100, out read) && read.AsSpan().SequenceEqual(bytes)
                && !Base64UrlText.TryRead(text, bytes.Length + 1, out _)
                && (bytes.Length == 0 || !Base64UrlText.TryReadUpTo(text, bytes.Length - 1, out _));
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
        Base64UrlText.TryRead(text, 1, out var bytes).Should().BeFalse();
        bytes.Should().BeNull();
    }
}
