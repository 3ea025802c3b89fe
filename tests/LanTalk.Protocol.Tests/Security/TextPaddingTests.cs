using CsCheck;
using LanTalk.Protocol.Security;

namespace LanTalk.Protocol.Tests.Security;

public sealed class TextPaddingTests
{
    [Fact]
    public void WhatIsReadBackIsWhatWouldBeWritten()
    {
        var anyByte = Gen.OneOf(Gen.Byte, Gen.Const((byte)0), Gen.Const((byte)0x80), Gen.Byte[0x61, 0x7a]);
        Gen.Select(anyByte.Array[0, 70], Gen.Bool).Sample((bytes, isWhole) =>
        {
            byte[] padded = isWhole ? [.. bytes, 0x80, .. new byte[(64 - ((bytes.Length + 1) % 64)) % 64]] : bytes;
            return TextPadding.TryUnpad(padded) is not { } text || TextPadding.Pad(text).AsSpan().SequenceEqual(padded);
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("\0\0")]
    [InlineData("\u0080")]
    public void ATextReadsBackAsItWasPadded(string text) => TextPadding.TryUnpad(TextPadding.Pad(text)).Should().Be(text);

    [Fact]
    public void ABlockWithoutAMarkIsNoText()
    {
        TextPadding.TryUnpad([]).Should().BeNull();
        TextPadding.TryUnpad(new byte[64]).Should().BeNull();
        TextPadding.TryUnpad([.. "a"u8, .. new byte[63]]).Should().BeNull();
    }

    [Fact]
    public void MorePaddingThanNeededIsNoText() => TextPadding.TryUnpad([.. "a"u8, 0x80, .. new byte[126]]).Should().BeNull();

    [Fact]
    public void BytesThatAreNotUtf8AreNoText() => TextPadding.TryUnpad([0xff, 0x80, .. new byte[62]]).Should().BeNull();
}
