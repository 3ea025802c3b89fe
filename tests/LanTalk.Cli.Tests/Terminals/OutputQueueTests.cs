using LanTalk.Cli.Terminals;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Cli.Tests.Terminals;

public sealed class OutputQueueTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 14, 22, 1, TimeSpan.Zero));
    private readonly GatedOutput _output = new();

    [Fact]
    public async Task EverythingIsWrittenInOrderBeforeTheOutputIsClosed()
    {
        var queue = Queue();

        for (var i = 0; i < 500; i++)
        {
            queue.Add(Line($"{i}"));
        }

        await queue.DisposeAsync();
        _output.Written.Should().Equal(Enumerable.Range(0, 500).Select(i => $"{i}"));
        _output.IsClosed.Should().BeTrue();
    }

    [Fact]
    public async Task WhoAddsALineNeverWaitsAndAnOutputThatFallsBehindSaysHowManyLinesItSkipped()
    {
        var queue = Queue(capacity: 1_000);
        _output.Freeze();
        queue.Add(Line("first"));
        await _output.BegunAsync();

        // Each costs some hundred characters: a few fit, the rest do not.
        for (var i = 0; i < 50; i++)
        {
            queue.Add(Line($"{i}"));
        }

        _output.Thaw();
        await _output.FinishedAsync();
        await _output.FinishedAsync();
        queue.Add(Line("last"));
        await queue.DisposeAsync();

        var kept = _output.Written.Count - 3; // but for the first one, the note and the last one
        kept.Should().BePositive();
        _output.Written[0].Should().Be("first");
        _output.Written.Skip(1).Take(kept).Should().Equal(Enumerable.Range(0, kept).Select(i => $"{i}"));
        _output.Written[^2].Should().Be($"[14:22:01] WARNING  {50 - kept} lines are missing here: they could not be written in time");
        _output.Written[^1].Should().Be("last");
    }

    [Fact]
    public async Task ALineLargerThanTheQueueIsSkippedAndTheNextOneIsNot()
    {
        var queue = Queue(capacity: 1_000);

        queue.Add(Line(new string('x', 2_000)));
        await _output.FinishedAsync();
        queue.Add(Line("next"));
        await queue.DisposeAsync();

        _output.Written.Should().Equal("[14:22:01] WARNING  1 line is missing here: they could not be written in time", "next");
    }

    [Fact]
    public async Task LinesThatBelongTogetherAreWrittenTogetherOrNotAtAll()
    {
        var queue = Queue(capacity: 350);
        _output.Freeze();
        queue.Add(Line("first"));
        await _output.BegunAsync();

        queue.Add([Line("1"), Line("2")]);
        queue.Add([Line("3"), Line("4")]);
        _output.Thaw();
        await queue.DisposeAsync();

        _output.Written.Where(line => line.Length == 1).Should().Equal("1", "2");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AWriteErrorIsToldOnceAndEndsWithTheErrorItself(bool isDenied)
    {
        var queue = Queue();
        var told = new List<string>();
        queue.Failed = told.Add;
        _output.Failure = isDenied ? new UnauthorizedAccessException("No space.") : new IOException("No space.");
        foreach (var lost in new[] { "a", "b" })
        {
            queue.Add(Line(lost));
            await _output.FinishedAsync();
        }

        _output.Failure = null;
        queue.Add(Line("c"));
        await queue.DisposeAsync();

        told.Should().Equal("No space.");
        _output.Written.Should().Equal("[14:22:01] WARNING  2 lines are missing here: they could not be written in time", "c");
    }

    [Fact]
    public async Task TheEndDoesNotWaitForAnOutputThatNobodyReads()
    {
        var queue = Queue();
        _output.Freeze();
        queue.Add(Line("first"));
        await _output.BegunAsync();

        var end = queue.DisposeAsync().AsTask();
        end.IsCompleted.Should().BeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));

        await end.WaitAsync(TimeSpan.FromSeconds(30));
        _output.Thaw();
    }

    private OutputQueue Queue(int capacity = 1_000_000) => new("Test", _output, _time, capacity);

    private static OutputLine Line(string text) => new(text);
}
