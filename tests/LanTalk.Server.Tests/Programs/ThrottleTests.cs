using System.Threading.Channels;
using LanTalk.Server.Programs;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Server.Tests.Programs;

public sealed class ThrottleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly WatchedTime _time = new();

    [Fact]
    public async Task AFloodOfLinesIsHandledInSmallShares()
    {
        var (throttle, lines) = (new Throttle(2000, 1_000_000, _time), 0);
        Flood(() =>
        {
            throttle.CountLine();
            Interlocked.Increment(ref lines);
        });

        // The line that is one too many is counted, and waits.
        await RestAsync();
        lines.Should().Be(1999);
        for (var share = 1; share <= 40; share++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await RestAsync();
            lines.Should().Be(1999 + (share * 100));
        }
    }

    [Fact]
    public async Task AFloodOfBytesIsHandledInSmallShares()
    {
        var (throttle, reads) = (new Throttle(2000, 1_000_000, _time), 0);
        Flood(() =>
        {
            throttle.CountBytes(10_000);
            Interlocked.Increment(ref reads);
        });

        await RestAsync();
        reads.Should().Be(99);
        _time.Advance(TimeSpan.FromMilliseconds(50));
        await RestAsync();
        reads.Should().Be(99 + 5);
    }

    [Fact]
    public async Task ALongReadIsWaitedForUntilItIsPaid()
    {
        var (throttle, reads) = (new Throttle(2000, 1_000_000, _time), 0);
        Flood(() =>
        {
            throttle.CountBytes(1_200_000);
            Interlocked.Increment(ref reads);
        });

        await RestAsync();
        for (var rests = 0; rests < 4; rests++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await RestAsync();
        }

        reads.Should().Be(0);
        _time.Advance(TimeSpan.FromMilliseconds(50));
        await RestAsync();
        reads.Should().Be(1);
    }

    [Fact]
    public void AProgramThatKeepsToItsLimitNeverWaits()
    {
        var throttle = new Throttle(2000, 1_000_000, _time);
        for (var second = 0; second < 100; second++)
        {
            // All of them at once.
            for (var i = 0; i < 1000; i++)
            {
                throttle.CountLine();
                throttle.CountBytes(400);
            }

            _time.Advance(TimeSpan.FromSeconds(1));
        }

        _time.Rests.Should().Be(0);
    }

    private static void Flood(Action count) => new Thread(() =>
    {
        while (true)
        {
            count();
        }
    })
    { IsBackground = true }.Start();

    /// <summary>Completes when the flood waits.</summary>
    private async Task RestAsync() => await _time.Begun.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>Tells when somebody begins to wait.</summary>
    private sealed class WatchedTime : FakeTimeProvider
    {
        private readonly Channel<bool> _begun = Channel.CreateUnbounded<bool>();

        public ChannelReader<bool> Begun => _begun.Reader;

        public int Rests { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Rests++;
            _begun.Writer.TryWrite(true);
            return timer;
        }
    }
}
