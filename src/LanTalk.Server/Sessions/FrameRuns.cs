using System.Buffers;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Dialects;

namespace LanTalk.Server.Sessions;

/// <summary>
/// Groups frames into runs of whole frames, each short enough that even a slow connection takes it well before it counts as stuck, and that little
/// waits in memory for it.
/// </summary>
internal sealed class FrameRuns(Dialect dialect)
{
    /// <summary>A run ends with the frame that reaches this many bytes.</summary>
    private const int RunBytes = 64 * 1024;

    private readonly List<ReadOnlyMemory<byte>> _ended = [];
    private ArrayBufferWriter<byte> _run = new();

    /// <summary>Adds a frame.</summary>
    public void Add(ServerMessage message)
    {
        dialect.Write(_run, message);
        if (_run.WrittenCount >= RunBytes)
        {
            _ended.Add(_run.WrittenMemory);
            _run = new ArrayBufferWriter<byte>();
        }
    }

    /// <summary>All added frames, in order.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> ToList() => _run.WrittenCount == 0 ? _ended : [.. _ended, _run.WrittenMemory];
}
