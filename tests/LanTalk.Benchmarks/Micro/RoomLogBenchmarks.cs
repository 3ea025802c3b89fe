using BenchmarkDotNet.Attributes;
using LanTalk.Server.Rooms;
using LanTalk.Server.Users;

namespace LanTalk.Benchmarks.Micro;

/// <summary>A frame is appended to the log. The allocation is its share of a chunk, which nobody reads and so is collected.</summary>
public class RoomLogBenchmarks
{
    private readonly RoomLog _log = new();
    private readonly User _author = new("alice");
    private readonly byte[] _frame = new byte[100];

    [Benchmark]
    public void Append() => _log.Append(_frame, _author);
}
