using BenchmarkDotNet.Attributes;
using LanTalk.Server.Rooms;
using LanTalk.Server.Users;

namespace LanTalk.Benchmarks.Micro;

/// <summary>A reader goes through a log of 5,000 frames, by ten authors in turn; the figures are for all of it.</summary>
public class LogCursorBenchmarks
{
    private const int Frames = 5000;
    private const int Authors = 10;

    private LogCursor _start;
    private Predicate<User> _hides = _ => false;

    [GlobalSetup]
    public void Fill()
    {
        var log = new RoomLog();
        _start = log.End();
        var authors = Enumerable.Range(0, Authors).Select(i => new User($"u{i}")).ToArray();
        var frame = new byte[100];
        for (var i = 0; i < Frames; i++)
        {
            log.Append(frame, authors[i % Authors]);
        }

        _hides = author => ReferenceEquals(author, authors[0]);
    }

    /// <summary>Nobody is hidden: one run a chunk.</summary>
    [Benchmark]
    public long ReadAll()
    {
        var cursor = _start;
        var length = 0L;
        while (cursor.TryFindNews(out var end))
        {
            length += cursor.ReadRun(end).Length;
        }

        return length;
    }

    /// <summary>One author is hidden: every tenth frame ends a run.</summary>
    [Benchmark]
    public long ReadAllButOne()
    {
        var cursor = _start;
        var length = 0L;
        while (cursor.TryFindNews(out var end))
        {
            for (var run = cursor.ReadRun(end, _hides); !run.IsEmpty; run = cursor.ReadRun(end, _hides))
            {
                length += run.Length;
            }
        }

        return length;
    }
}
