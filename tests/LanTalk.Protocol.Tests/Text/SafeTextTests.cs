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
}
