using LanTalk.Terminal.Styling;

namespace LanTalk.Terminal.Tests.Styling;

public sealed class TextWidthTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("plain", 5)]
    [InlineData("日本", 4)]
    [InlineData("e\u0301", 1)] // e with a combining acute
    [InlineData("👋", 2)]
    [InlineData("👨‍👩‍👧", 2)] // three people joined into one
    [InlineData("🇩🇪", 2)]
    [InlineData("❤\ufe0f", 2)]
    [InlineData("שלום", 4)]
    public void TextIsAsWideAsItsCharactersLook(string text, int columns)
    {
        TextWidth.Of(text).Should().Be(columns);
    }
}
