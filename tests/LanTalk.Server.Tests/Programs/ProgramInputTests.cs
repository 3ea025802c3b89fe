using System.Buffers;
using System.Text;
using LanTalk.Server.Programs;

namespace LanTalk.Server.Tests.Programs;

public sealed class ProgramInputTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task NothingOfTheSourceIsLostHoweverOftenItIsWoken()
    {
        const int Bursts = 100;
        const int News = 50;
        using var written = new WrittenLines();
        var source = new Counter();
        var input = Start(written, source);
        for (var burst = 1; burst <= Bursts; burst++)
        {
            for (var i = 0; i < News; i++)
            {
                source.Grow();
                input.Wake();
            }

            // The next burst comes when this one has arrived: the last of its wakes must not be lost.
            await written.WaitAsync($"{burst * News}").WaitAsync(Patience);
        }

        written.Lines.Should().Equal(Enumerable.Range(1, Bursts * News).Select(i => $"{i}"));
        input.Close();
    }

    [Fact]
    public async Task ASourceThatIsWokenAllTheTimeIsWrittenInFewBatches()
    {
        const int News = 2000;
        using var written = new WrittenLines();
        var source = new Counter();
        var start = TimeProvider.System.GetTimestamp();
        var input = Start(written, source);
        for (var i = 0; i < News; i++)
        {
            source.Grow();
            input.Wake();
            await Task.Yield();
        }

        await written.WaitAsync($"{News}").WaitAsync(Patience);

        // One each 10 ms; the machine's speed changes how many that are, and not that they are no more.
        written.Writes.Should().BeLessThanOrEqualTo((int)(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds / 10) + 1);
        input.Close();
    }

    [Fact]
    public async Task LinesThatAreAddedArriveBesideASourceThatNeverRests()
    {
        const int Lines = 100;
        using var written = new WrittenLines();
        var source = new Counter();
        var input = Start(written, source);
        for (var i = 0; i < Lines; i++)
        {
            source.Grow();
            input.Wake();
            input.TryAdd(Encoding.UTF8.GetBytes($"line {i}\n")).Should().BeTrue();
            await written.WaitAsync($"line {i}").WaitAsync(Patience);
        }

        await written.WaitAsync($"{Lines}").WaitAsync(Patience);
        written.Lines.Where(line => line.StartsWith("line", StringComparison.Ordinal)).Should().Equal(Enumerable.Range(0, Lines).Select(i => $"line {i}"));
        written.Lines.Where(line => char.IsDigit(line[0])).Should().Equal(Enumerable.Range(1, Lines).Select(i => $"{i}"));
        input.Close();
    }

    private static ProgramInput Start(Stream written, IInputSource source)
    {
        var input = new ProgramInput(written, TimeProvider.System) { Source = source };
        new Thread(() => input.Run()) { IsBackground = true }.Start();
        return input;
    }

    /// <summary>Has the numbers from 1, as far as it has grown.</summary>
    private sealed class Counter : IInputSource
    {
        private int _grown;
        private int _filled;

        public void Grow() => Interlocked.Increment(ref _grown);

        public void Fill(ProgramInput input, ArrayBufferWriter<byte> output)
        {
            while (_filled < Volatile.Read(ref _grown) && output.WrittenCount < ProgramInput.BatchSize)
            {
                output.Write(Encoding.UTF8.GetBytes($"{++_filled}\n"));
            }
        }
    }

    /// <summary>A program that reads everything at once.</summary>
    private sealed class WrittenLines : MemoryStream
    {
        private readonly Lock _gate = new();
        private readonly List<string> _lines = [];
        private readonly Dictionary<string, TaskCompletionSource> _awaited = [];

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (_gate)
                {
                    return [.. _lines];
                }
            }
        }

        public int Writes { get; private set; }

        public Task WaitAsync(string line)
        {
            lock (_gate)
            {
                return Awaited(line).Task;
            }
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            lock (_gate)
            {
                Writes++;
                foreach (var line in Encoding.UTF8.GetString(buffer).TrimEnd('\n').Split('\n'))
                {
                    _lines.Add(line);
                    Awaited(line).TrySetResult();
                }
            }
        }

        private TaskCompletionSource Awaited(string line)
        {
            if (!_awaited.TryGetValue(line, out var awaited))
            {
                _awaited[line] = awaited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return awaited;
        }
    }
}
