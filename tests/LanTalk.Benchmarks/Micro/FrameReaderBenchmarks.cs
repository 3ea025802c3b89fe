using System.Buffers;
using System.Text;
using BenchmarkDotNet.Attributes;
using LanTalk.Protocol.Frames;

namespace LanTalk.Benchmarks.Micro;

/// <summary>Cuts a hundred short frames out of the received bytes; the figures are for one frame.</summary>
public class FrameReaderBenchmarks
{
    private const int Frames = 100;
    private const int MaxLength = 16 * 1024;

    private ReadOnlySequence<byte> _buffer;

    /// <summary>The bytes of a segment; 0 for all in one. 100 cuts every frame, 4096 is a segment of Kestrel's.</summary>
    [Params(0, 100, 4096)]
    public int Segment { get; set; }

    [GlobalSetup]
    public void Compose()
    {
        var frames = Enumerable.Repeat("""{"type":"message","text":"Shall we have lunch at noon?"}""" + "\n", Frames);
        var bytes = Encoding.UTF8.GetBytes(string.Concat(frames));
        _buffer = Segment == 0 ? new ReadOnlySequence<byte>(bytes) : BufferSegment.Cut(bytes, Segment);
    }

    [Benchmark(OperationsPerInvoke = Frames)]
    public long TryRead()
    {
        var rest = _buffer;
        var length = 0L;
        while (FrameReader.TryRead(ref rest, MaxLength, out var frame) == FrameStatus.Frame)
        {
            length += frame.Length;
        }

        return length;
    }
}
