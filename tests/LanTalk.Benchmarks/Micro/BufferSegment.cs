using System.Buffers;

namespace LanTalk.Benchmarks.Micro;

/// <summary>A piece of a sequence of bytes, as a pipe hands them out.</summary>
internal sealed class BufferSegment : ReadOnlySequenceSegment<byte>
{
    private BufferSegment(ReadOnlyMemory<byte> bytes, long index)
    {
        Memory = bytes;
        RunningIndex = index;
    }

    /// <summary>The bytes, cut every <paramref name="length"/>.</summary>
    public static ReadOnlySequence<byte> Cut(ReadOnlyMemory<byte> bytes, int length)
    {
        var first = new BufferSegment(bytes[..Math.Min(length, bytes.Length)], 0);
        var last = first;
        for (var at = length; at < bytes.Length; at += length)
        {
            var next = new BufferSegment(bytes.Slice(at, Math.Min(length, bytes.Length - at)), at);
            last.Next = next;
            last = next;
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }
}
