using System.Buffers;
using System.Text;
using BenchmarkDotNet.Attributes;
using LanTalk.Protocol.Messages;

namespace LanTalk.Benchmarks.Micro;

/// <summary>The cost of each text in JSON: read once when it arrives, written once for everybody.</summary>
public class MessageBenchmarks
{
    private const string Text = "Shall we have lunch at noon?";

    private readonly ReadOnlySequence<byte> _frame = new(Encoding.UTF8.GetBytes($$"""{"type":"message","text":"{{Text}}"}"""));
    private readonly RoomMessage _message = new("14:22", "alice", Text);
    private readonly ArrayBufferWriter<byte> _output = new(1024);

    [Benchmark]
    public object? Read() => ClientMessageReader.Read(_frame);

    [Benchmark]
    public int WriteFrame()
    {
        _output.ResetWrittenCount();
        MessageJson.WriteFrame(_output, _message);
        return _output.WrittenCount;
    }
}
