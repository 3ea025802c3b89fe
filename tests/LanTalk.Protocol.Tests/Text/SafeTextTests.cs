using CsCheck;
using LanTalk.Protocol.Text;

namespace LanTalk.Protocol.Tests.Text;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("\e[31mred", "␛[31mred")]
    [InlineData("a\nb\r\0", "a␊b␍␀")]
    [InlineData("tab\there", "tab here")]
    [InlineData("del\x7f", "del␡")]
    [InlineData("c1\u009b2J", "c1\ufffd2J")]
    [InlineData("\u202egpj.exe", "\ufffdgpj.exe")]
    [InlineData("line\u2028separator", "line\ufffdseparator")]
    public void WhatCouldActOnATerminalIsMadeVisible(string text, string shown)
    {
        SafeText.Clean(text).Should().Be(shown);
    }

    [Fact]
    public void HalfACharacterIsReplaced()
    {
        SafeText.Clean("lone \ud800 surrogate").Should().Be("lone \ufffd surrogate");
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("é 日本 👨‍👩‍👧 שלום")]
    [InlineData("")]
    public void OrdinaryTextStaysTheSameInstance(string text)
    {
        SafeText.Clean(text).Should().BeSameAs(text);
        SafeText.IsSafe(text).Should().BeTrue();
    }

    [Fact]
    public void CleaningKeepsTheLengthAndLeavesNothingUnsafe()
    {
        Gen.String.Sample(text => SafeText.Clean(text) is var clean && clean.Length == text.Length && SafeText.IsSafe(clean));
    }

    [Theory]
    [InlineData("a\nb", "a\nb")]
    [InlineData("a\r\nb\rc", "a\nb\nc")]
    [InlineData("\n  a\n\nb", "\n  a\n\nb")]
    [InlineData("a\n\r\n\r", "a")]
    [InlineData("\n\n", "")]
    [InlineData("a\e[2J\n\tb", "a␛[2J\n b")]
    public void LinesOfATextStayAndItsEndIsItsLastCharacter(string text, string shown)
    {
        SafeText.CleanLines(text).Should().Be(shown);
    }

    [Theory]
    [InlineData("a\u2028b", "a\ufffdb")]
    [InlineData("a\u2029b", "a\ufffdb")]
    [InlineData("a\u0085b", "a\ufffdb")]
    [InlineData("a\vb", "a␋b")]
    [InlineData("a\fb", "a␌b")]
    public void NothingButALineFeedBreaksALine(string text, string shown)
    {
        SafeText.CleanLines(text).Should().Be(shown);
    }

    [Theory]
    [InlineData("a\nb", "a ⏎ b")]
    [InlineData("a\r\n\r\nb\n", "a ⏎  ⏎ b")]
    [InlineData("a\e\nb", "a␛ ⏎ b")]
    public void LinesAreShownWithASignWhereOnlyOneLineFits(string text, string shown)
    {
        SafeText.CleanOnOneLine(text).Should().Be(shown);
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain 日本 👨‍👩‍👧")]
    [InlineData("def f():\n    return 1")]
    public void ATextOfLinesThatIsCleanCostsNothing(string text)
    {
        SafeText.CleanLines(text).Should().BeSameAs(text);
        var before = GC.GetAllocatedBytesForCurrentThread();

        _ = SafeText.CleanLines(text);

        GC.GetAllocatedBytesForCurrentThread().Should().Be(before);
    }

    [Fact]
    public void OneLineThatIsCleanStaysTheSameInstance()
    {
        var text = "plain 日本 👨‍👩‍👧";
        SafeText.CleanOnOneLine(text).Should().BeSameAs(text);
    }

    [Fact]
    public void CleaningLinesLeavesNothingUnsafeInAnyLineAndNothingToClean()
    {
        Gen.String.Sample(text =>
            SafeText.CleanLines(text) is var clean
            && clean.Split('\n').All(line => SafeText.IsSafe(line))
            && !clean.EndsWith('\n')
            && ReferenceEquals(SafeText.CleanLines(clean), clean)
            && SafeText.IsSafe(SafeText.CleanOnOneLine(text)));
    }
}
