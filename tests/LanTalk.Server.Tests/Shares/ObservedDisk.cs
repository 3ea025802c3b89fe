using LanTalk.Server.Shares;

namespace LanTalk.Server.Tests.Shares;

/// <summary>A disk that has space, and is asked for it before each chunk is written: there, a test can do what happens meanwhile.</summary>
internal sealed class ObservedDisk : IDiskSpace
{
    private int _asked;

    /// <summary>Called with the number of the question, from 1 on: the first is about the whole share, each other one about a chunk.</summary>
    public Action<int> Asked { get; set; } = _ => { };

    /// <summary>From this question on, the disk is full; 0 for never.</summary>
    public int FullFrom { get; init; }

    /// <inheritdoc/>
    public (long Free, long Total) Of(string directory)
    {
        var asked = Interlocked.Increment(ref _asked);
        Asked(asked);
        return FullFrom > 0 && asked >= FullFrom ? (0, 1000) : (long.MaxValue, 0);
    }
}
