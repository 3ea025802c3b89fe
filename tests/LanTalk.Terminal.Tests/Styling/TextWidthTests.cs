using LanTalk.Terminal.Styling;

namespace LanTalk.Terminal.Tests.Styling;

public sealed class TextWidthTests
{
    private static readonly TextWidth ByCluster = new() { SkinTone = 0, Joined = 0, EmojiStyle = 2, KeycapWidth = 2 };

    /// <summary>Without a measurement, as in xterm and tmux; otherwise as in a terminal that knows clusters.</summary>
    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("plain", 5, 5)]
    [InlineData("日本", 4, 4)]
    [InlineData("e\u0301", 1, 1)] // e with a combining acute
    [InlineData("👋", 2, 2)]
    [InlineData("👋🏽", 4, 2)]
    [InlineData("🏽", 2, 2)]
    [InlineData("👨‍👩‍👧", 6, 2)] // three people joined into one
    [InlineData("🇩🇪", 2, 2)]
    [InlineData("❤\ufe0f", 1, 2)]
    [InlineData("❤\ufe0f\u200d🔥", 3, 2)]
    [InlineData("1\ufe0f\u20e3", 1, 2)]
    [InlineData("שלום", 4, 4)]
    [InlineData("नमस्ते", 4, 4)] // Hindi
    [InlineData("हिन्दी", 5, 5)]
    [InlineData("বাংলা", 5, 5)] // Bengali: a sign beside each consonant, and one behind
    [InlineData("தமிழ்", 4, 4)] // Tamil
    [InlineData("မြန်မာ", 5, 5)] // Burmese
    [InlineData("កម្ពុជា", 5, 5)] // Khmer
    [InlineData("กำ", 2, 2)] // Thai
    [InlineData("각", 2, 2)]
    public void TextIsAsWideAsTheTerminalShowsIt(string text, int usual, int byCluster)
    {
        TextWidth.Wcwidth.Of(text).Should().Be(usual);
        ByCluster.Of(text).Should().Be(byCluster);
    }

    [Fact]
    public void ATerminalIsTakenAtItsWord()
    {
        var measure = new WidthMeasure();

        int[] answers = [1, 2, 2, 2, 3, 4];
        var measured = answers.Select(measure.Take).ToList();

        measured[..^1].Should().AllSatisfy(widths => widths.Should().BeNull());
        measured[^1].Should().Be(new TextWidth { SpacingMark = 0, SkinTone = 0, Joined = 0, EmojiStyle = 2, KeycapWidth = 3, Flag = 4 });
        measure.Take(7).Should().BeNull();
    }

    [Fact]
    public void AnAnswerThatCannotBeIsNone()
    {
        var measure = new WidthMeasure();

        new[] { 2, 4, 4, 1, 99, 2 }.Select(measure.Take).Should().AllSatisfy(widths => widths.Should().BeNull());

        measure.IsDone.Should().BeTrue();
    }
}
