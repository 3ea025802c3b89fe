using System.Buffers;
using System.Text;
using CsCheck;
using LanTalk.Protocol.Frames;

namespace LanTalk.Protocol.Tests.Frames;

public sealed class FrameReaderTests
{
    [Theory]
    [InlineData("one\ntwo\n", "one", "two")]
    [InlineData("one\r\ntwo\r\n", "one", "two")]
    [InlineData("\n\r\n", "", "")]
    [InlineData("one\rtwo\n", "one\rtwo")]
    [InlineData("no end yet")]
    [InlineData("")]
    public void AFrameEndsWithALineFeed(string bytes, params string[] frames)
    {
        Read(Sequence([bytes]), 100).Should().Equal(frames);
    }

    [Fact]
    public void WhatFollowsTheFrameIsLeft()
    {
        var buffer = Sequence(["one\ntw"]);

        FrameReader.TryRead(ref buffer, 100, out _).Should().Be(FrameStatus.Frame);
        FrameReader.TryRead(ref buffer, 100, out _).Should().Be(FrameStatus.Incomplete);

        Encoding.UTF8.GetString(buffer).Should().Be("tw");
    }

    [Theory]
    [InlineData("12345\n", FrameStatus.Frame)]
    [InlineData("12345\r\n", FrameStatus.Frame)]
    [InlineData("123456\n", FrameStatus.TooLong)]
    [InlineData("12345", FrameStatus.Incomplete)]
    [InlineData("123456", FrameStatus.TooLong)]
    public void TheLengthIsThatOfTheFrameWithoutItsEnd(string bytes, FrameStatus status)
    {
        var buffer = Sequence([bytes]);

        FrameReader.TryRead(ref buffer, 5, out _).Should().Be(status);
    }

    [Fact]
    public void HoweverTheBytesAreCutTheFramesAreTheSame()
    {
        Gen.Select(Gen.String[Gen.Char['a', 'e'], 0, 12].Array[0, 8], Gen.Int[1, 7]).Sample((lines, size) =>
        {
            var bytes = string.Concat(lines.Select(line => line + "\r\n"));
            return Read(Sequence(bytes.Chunk(size).Select(chunk => new string(chunk))), 100).SequenceEqual(lines);
        });
    }

    private static List<string> Read(ReadOnlySequence<byte> buffer, int maxLength)
    {
        var frames = new List<string>();
        while (FrameReader.TryRead(ref buffer, maxLength, out var frame) == FrameStatus.Frame)
        {
            frames.Add(Encoding.UTF8.GetString(frame));
        }

        return frames;
    }

    private static ReadOnlySequence<byte> Sequence(IEnumerable<string> pieces)
    {
        Segment? first = null, last = null;
        foreach (var piece in pieces)
        {
            last = new Segment(Encoding.UTF8.GetBytes(piece), last);
            first ??= last;
        }

        return first is null ? default : new ReadOnlySequence<byte>(first, 0, last!, last!.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(byte[] bytes, Segment? previous)
        {
            Memory = bytes;
            RunningIndex = previous is null ? 0 : previous.RunningIndex + previous.Memory.Length;
            previous?.Next = this;
        }
    }
}
